"""A harvester as libraries run it, on the test client instead of the network."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import requests
from django.test import Client
from sickle import Sickle

OAI = "{http://www.openarchives.org/OAI/2.0/}"


class Harvester(Sickle):
    """Sickle, whose requests reach our application in this process."""

    def __init__(self, client: Client, *, http_method: str = "GET") -> None:
        super().__init__("/oai", http_method=http_method)
        self.client = client

    def _request(self, kwargs: Mapping[str, str]) -> requests.Response:
        send = self.client.get if self.http_method == "GET" else self.client.post
        answer = send(self.endpoint, kwargs)
        response = requests.Response()
        response.status_code = answer.status_code
        response.headers.update(answer.headers)
        response._content = answer.content
        response.encoding = "utf-8"
        return response


def ask(client: Client, **arguments: Any) -> ElementTree.Element:
    """One answer of the endpoint, which must be well-formed."""
    answer = client.get("/oai", arguments)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)  # noqa: S314  # our own


def error_of(client: Client, **arguments: Any) -> str:
    """The code of the one error that the endpoint answers with."""
    (error,) = ask(client, **arguments).findall(f"{OAI}error")
    assert error.text
    return error.attrib["code"]


def walk(client: Client) -> Iterator[int]:
    """A full harvest, as a bench measures it: how many records each page brought."""
    arguments = {"metadataPrefix": "oai_dc"}
    while arguments:
        answer = ask(client, verb="ListRecords", **arguments)
        yield len(answer.findall(f".//{OAI}record"))
        token = answer.findtext(f".//{OAI}resumptionToken")
        arguments = {"resumptionToken": token} if token else {}
