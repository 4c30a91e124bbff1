"""Each of the protocol's errors; nothing that a harvester sends is more than that."""

import contextlib
from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core import signing
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from casestudies.models import CaseStudyStatus
from casestudies.oai import records, tokens
from casestudies.oai.arguments import SIGNATURES, read_arguments
from casestudies.oai.errors import Refusal
from casestudies.oai.writing import XMLWriter
from tests.factories import make_case_study
from tests.harvester import OAI, ask, error_of

pytestmark = pytest.mark.django_db
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
SIGNED = signing.dumps([1], salt=tokens.SALT)  # by us, but no place in a list
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": ""}),
        ("badVerb", {"verb": "identify"}),
        ("badVerb", {"verb": ["Identify", "Identify"]}),
        ("badArgument", {"verb": "Identify", "set": "theme"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "oai_dc"}),
        ("badArgument", {**LIST, "metadataPrefix": ["oai_dc", "oai_dc"]}),
        ("badArgument", {**LIST, "resumptionToken": "x"}),
        ("badArgument", {**LIST, "colour": "red"}),
        ("badArgument", {**LIST, "from": "2027-9-1"}),
        ("badArgument", {**LIST, "from": "2027-02-30"}),
        ("badArgument", {**LIST, "from": "0000-01-01"}),
        ("badArgument", {**LIST, "from": "2027-09-01T08:00:00+02:00"}),
        ("badArgument", {**LIST, "until": ""}),
        ("badArgument", {**LIST, "from": "2027-09-01", "until": "2027-09-01T08:00:00Z"}),
        ("badArgument", {**LIST, "from": "2027-09-02", "until": "2027-09-01"}),
        ("badArgument", {**LIST, "set": "a set"}),
        ("badArgument", {**LIST, "set": ""}),
        ("cannotDisseminateFormat", {**LIST, "metadataPrefix": "marc21"}),
        ("cannotDisseminateFormat", {**GET, "metadataPrefix": "marc21", "identifier": "oai:a:1"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": ""}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "made:up"}),
        # Named, for the signature tells the time, and two workers must find the same tests.
        pytest.param("badResumptionToken", {"verb": "ListRecords", "resumptionToken": SIGNED}, id="signed"),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
        ("noRecordsMatch", {**LIST, "from": "2027-09-16"}),
        ("noRecordsMatch", {**LIST, "set": "theme:gardening"}),
        ("noRecordsMatch", {**LIST, "set": "province:atlantis"}),
        ("noRecordsMatch", {**LIST, "set": "colour:red"}),
        ("idDoesNotExist", {**GET, "identifier": "oai:127.0.0.1:case-study/999999"}),
        ("idDoesNotExist", {**GET, "identifier": f"oai:127.0.0.1:case-study/{10**30}"}),
        ("idDoesNotExist", {**GET, "identifier": "oai:elsewhere.example:case-study/1"}),
        ("idDoesNotExist", {**GET, "identifier": "the\x00rank\x01\ufffe"}),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "oai:127.0.0.1:lesson/1"}),
    ],
    ids=str,
)
def test_what_can_not_be_answered_is_an_error_of_the_protocol(client, code, arguments):
    make_case_study()
    assert error_of(client, **arguments) == code


def test_what_made_no_sense_does_not_come_back_and_the_rest_does(client):
    asked = {**LIST, "set": "theme:gardening"}
    assert ask(client, **asked).find(f"{OAI}request").attrib == asked
    assert ask(client, **LIST, colour="red").find(f"{OAI}request").attrib == {}
    assert ask(client, verb="Sing").find(f"{OAI}request").attrib == {}


def token_of(client, verb="ListRecords"):
    answer = ask(client, verb=verb, metadataPrefix="oai_dc")
    return answer.find(f".//{OAI}resumptionToken")


def test_a_token_is_good_for_a_day_for_its_verb_and_as_it_was_given(client, monkeypatch):
    monkeypatch.setattr(records, "PAGE_SIZE", 1)
    for slug in ("one", "two"):
        make_case_study(slug)
    element = token_of(client)
    token = {"resumptionToken": element.text}
    assert sorted(element.attrib) == ["completeListSize", "cursor", "expirationDate"]
    assert len(ask(client, verb="ListRecords", **token).findall(f".//{OAI}record")) == 1
    assert error_of(client, verb="ListIdentifiers", **token) == "badResumptionToken"
    assert error_of(client, verb="ListRecords", resumptionToken=element.text[:-1]) == "badResumptionToken"
    monkeypatch.setattr(tokens, "GOOD_FOR", timedelta(seconds=-1))
    (error,) = ask(client, verb="ListRecords", **token).findall(f"{OAI}error")
    assert error.attrib == {"code": "badResumptionToken"}
    assert error.text == (
        "This token has expired: tokens are good for 24 hours. "
        "Please begin the list again, with “from” if you already have a part of it."
    )


def test_a_draft_and_one_that_was_never_public_are_no_records(client):
    draft = make_case_study(status=CaseStudyStatus.DRAFT)
    identifier = f"oai:127.0.0.1:case-study/{draft.pk}"
    assert error_of(client, **GET, identifier=identifier) == "idDoesNotExist"
    assert error_of(client, **LIST) == "noRecordsMatch"


def test_other_methods_are_refused(client):
    assert [client.generic(method, "/oai").status_code for method in ("PUT", "DELETE")] == [405, 405]


@given(st.lists(st.tuples(st.sampled_from(["verb", "from", "set", "identifier", "x"]), st.text(max_size=9))))
def test_whatever_is_sent_is_read_or_refused(pairs):
    sent = QueryDict(mutable=True)
    for name, value in pairs:
        sent.appendlist(name, value)
    with contextlib.suppress(Refusal):
        assert read_arguments(sent)[0] in SIGNATURES


@given(st.text(st.characters(codec=None)))
def test_any_text_makes_a_well_formed_document(text):
    sink = BytesIO()
    xml = XMLWriter(sink)
    xml.leaf("title", text, {"name": text})
    xml.finish()
    ElementTree.fromstring(sink.getvalue())  # noqa: S314
