"""Which arguments each verb takes, and reading them as strictly as the protocol asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from casestudies.oai.errors import BadArgument, BadVerb, CannotDisseminateFormat

PREFIX = "oai_dc"
TOKEN = "resumptionToken"  # noqa: S105  # the protocol's name for a place in a list


@dataclass(frozen=True)
class Signature:
    """The arguments of one verb; with a resumption token nothing else may stand."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    is_resumable: bool = False


_LIST = Signature(required=("metadataPrefix",), optional=("from", "until", "set"), is_resumable=True)
SIGNATURES: Mapping[str, Signature] = {
    "Identify": Signature(),
    "ListMetadataFormats": Signature(optional=("identifier",)),
    "ListSets": Signature(is_resumable=True),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
    "GetRecord": Signature(required=("identifier", "metadataPrefix")),
}


def read_arguments(sent: QueryDict) -> tuple[str, dict[str, str]]:
    """The verb and its arguments. Raises BadVerb, BadArgument, CannotDisseminateFormat."""
    verb = _verb(sent.getlist("verb"))
    signature = SIGNATURES[verb]
    given = {name: values for name, values in sent.lists() if name != "verb"}
    for name, values in given.items():
        if len(values) > 1:
            raise BadArgument(f"“{name}” is given {len(values)} times; please give it once.")
    arguments = {name: values[0] for name, values in given.items()}
    known = {*signature.required, *signature.optional, *([TOKEN] if signature.is_resumable else [])}
    if unknown := sorted(set(arguments) - known):
        raise BadArgument(f"{verb} takes no argument “{unknown[0]}”.")
    if TOKEN in arguments:
        if len(arguments) > 1:
            raise BadArgument("A resumptionToken stands alone: please leave out all other arguments.")
        return verb, arguments
    if missing := [name for name in signature.required if not arguments.get(name)]:
        raise BadArgument(f"{verb} needs the argument “{missing[0]}”.")
    if arguments.get("metadataPrefix", PREFIX) != PREFIX:
        raise CannotDisseminateFormat(f"The one metadataPrefix here is {PREFIX}.")
    return verb, arguments


def _verb(values: list[str]) -> str:
    if len(values) != 1:
        raise BadVerb("Please give one verb." if not values else "The verb is given more than once.")
    if values[0] not in SIGNATURES:
        raise BadVerb(f"There is no such verb. The verbs are: {', '.join(SIGNATURES)}.")
    return values[0]
