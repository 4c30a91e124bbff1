"""The six verbs: each writes its answer, or raises what the protocol calls an error."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from casestudies.models import CaseStudy
from casestudies.oai.arguments import PREFIX, TOKEN
from casestudies.oai.dates import GRANULARITY, stamp
from casestudies.oai.dublin_core import elements_of
from casestudies.oai.errors import BadResumptionToken
from casestudies.oai.records import Page, changed_at, identifier_of, page_of, record_of, records
from casestudies.oai.sets import sets, sets_of
from casestudies.oai.tokens import GOOD_FOR, Place, read_token, write_token
from casestudies.oai.writing import XMLWriter

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
Arguments = Mapping[str, str]


def identify(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    earliest = records().aggregate(earliest=Min("record_changed_at"))["earliest"]
    xml.leaf("repositoryName", settings.SITE_NAME)
    xml.leaf("baseURL", base_url)
    xml.leaf("protocolVersion", "2.0")
    xml.leaf("adminEmail", parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    xml.leaf("earliestDatestamp", stamp(earliest or datetime(2023, 8, 1, tzinfo=UTC)))
    xml.leaf("deletedRecord", "persistent")
    xml.leaf("granularity", GRANULARITY)
    xml.leaf("compression", "gzip")


def list_metadata_formats(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    if "identifier" in arguments:
        record_of(arguments["identifier"])
    with xml.inside("metadataFormat"):
        xml.leaf("metadataPrefix", PREFIX)
        xml.leaf("schema", SCHEMA)
        xml.leaf("metadataNamespace", OAI_DC)


def list_sets(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    if TOKEN in arguments:
        raise BadResumptionToken("The list of sets comes in one piece: please ask for it without a token.")
    for spec, name in sets():
        with xml.inside("set"):
            xml.leaf("setSpec", spec)
            xml.leaf("setName", name)


def list_identifiers(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    _list(xml, arguments, "ListIdentifiers", _header)


def list_records(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    _list(xml, arguments, "ListRecords", _record)


def get_record(xml: XMLWriter, arguments: Arguments, base_url: str) -> None:
    _record(xml, record_of(arguments["identifier"]))


def _list(
    xml: XMLWriter, arguments: Arguments, verb: str, write: Callable[[XMLWriter, CaseStudy], None]
) -> None:
    place = read_token(arguments[TOKEN], verb=verb) if TOKEN in arguments else None
    asked = place.arguments if place else dict(arguments)
    page = page_of(asked, place)
    for record in page.records:
        write(xml, record)
    if page.has_more or place:
        _token(xml, page, verb, asked)


def _token(xml: XMLWriter, page: Page, verb: str, asked: dict[str, str]) -> None:
    """The way on; at the end of a list that came in pieces an empty one, as the protocol asks."""
    attributes = {"completeListSize": str(page.size), "cursor": str(page.cursor)}
    if not page.has_more:
        return xml.leaf(TOKEN, "", attributes)
    last = page.records[-1]
    cursor = page.cursor + len(page.records)
    place = Place(verb, asked, changed_at(last).isoformat(), last.pk, cursor, page.size)
    expires = {"expirationDate": stamp(timezone.now() + GOOD_FOR)}
    return xml.leaf(TOKEN, write_token(place), {**expires, **attributes})


def _header(xml: XMLWriter, record: CaseStudy) -> None:
    with xml.inside("header", {"status": "deleted"} if record.is_withdrawn else None):
        xml.leaf("identifier", identifier_of(record))
        xml.leaf("datestamp", stamp(changed_at(record)))
        for spec in sets_of(record):
            xml.leaf("setSpec", spec)


def _record(xml: XMLWriter, record: CaseStudy) -> None:
    with xml.inside("record"):
        _header(xml, record)
        if record.is_withdrawn:
            return
        names = {
            "xmlns:oai_dc": OAI_DC,
            "xmlns:dc": DC,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{OAI_DC} {SCHEMA}",
        }
        with xml.inside("metadata"), xml.inside("oai_dc:dc", names):
            for name, value in elements_of(record):
                xml.leaf(f"dc:{name}", value)


VERBS: Mapping[str, Callable[[XMLWriter, Arguments, str], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
