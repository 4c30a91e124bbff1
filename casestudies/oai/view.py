"""One address for all verbs, by GET and by POST, as the protocol has it."""

from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casestudies.oai.arguments import read_arguments
from casestudies.oai.dates import stamp
from casestudies.oai.errors import BadArgument, BadVerb, Refusal
from casestudies.oai.verbs import INSTANCE, VERBS
from casestudies.oai.writing import XMLWriter
from casestudies.presentation import absolute

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": INSTANCE,
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd",
}


@csrf_exempt  # it reads; harvesters send their arguments by POST as well
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    verb = ""
    arguments: dict[str, str] = {}
    try:
        verb, arguments = read_arguments(sent)
        content = _answer(verb, arguments)
    except Refusal as refusal:
        is_echoed = not isinstance(refusal, BadVerb | BadArgument)
        content = _answer(verb, arguments if is_echoed else {}, refusal, is_echoed=is_echoed)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def _answer(
    verb: str, arguments: dict[str, str], refusal: Refusal | None = None, *, is_echoed: bool = True
) -> bytes:
    """The whole document. What was asked for comes back in it, unless it made no sense."""
    base_url = absolute(reverse("oai"))
    sink = BytesIO()
    xml = XMLWriter(sink)
    with xml.inside("OAI-PMH", ROOT):
        xml.leaf("responseDate", stamp(timezone.now()))
        xml.leaf("request", base_url, {"verb": verb, **arguments} if verb and is_echoed else None)
        if refusal:
            xml.leaf("error", refusal.message, {"code": refusal.code})
        else:
            with xml.inside(verb):
                VERBS[verb](xml, arguments, base_url)
    xml.finish()
    return sink.getvalue()
