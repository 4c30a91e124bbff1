"""Whatever a layer uses lies below it: imports, templates, tag libraries, routes and relations.

Each rule is also shown something that breaks it: a rule that cannot fail says nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.urls import URLResolver

import exchange.urls  # noqa: F401 - the whole first: it completes the API before its parts make routes of it
from forums.models import Thread
from tests.processes import PROJECT

PACKAGES = ("exchange", "casestudies", "forums")


# Imports ------------------------------------------------------------------------------------------
def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


def test_imports_run_one_way():
    done = lint_imports(PROJECT)
    assert (done.returncode, "Contracts: 4 kept, 0 broken." in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize(
    ("path", "line", "complaint"),
    [
        ("casestudies/queries/cases.py", "import forums", "casestudies is not allowed to import forums"),
        ("casestudies/views/learning.py", "from forums.models import Thread", "casestudies is not allowed"),
        ("casestudies/slots.py", "def later():\n    import forums", "casestudies is not allowed"),
        ("exchange/people/access.py", "import casestudies", "exchange.people is not allowed"),
        ("exchange/text/plain.py", "import exchange.people.models", "exchange.text is not allowed"),
        ("exchange/live/hub.py", "import forums.live.payloads", "exchange.live is not allowed"),
        ("forums/models/post.py", "import forums.actions.posts", "forums.models is not allowed"),
        ("forums/actions/posts.py", "import forums.views", "forums.actions is not allowed"),
        (
            "forums/access/threads.py",
            "import exchange.views",
            "forums is not allowed to import exchange.views",
        ),
    ],
)
def test_an_import_that_points_upward_is_refused(tmp_path, path, line, complaint):
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    planted = tmp_path / path
    planted.write_text(planted.read_text() + f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert (done.returncode, complaint in " ".join(done.stdout.split())) == (1, True), done.stdout


# Templates and routes -----------------------------------------------------------------------------
TAG = re.compile(r"{%\s*(load|include|extends|url)\s+(.*?)\s*%}", re.DOTALL)
NAMED_IN_PYTHON = re.compile(r"""\b(?:reverse|reverse_lazy|redirect)\(\s*["']([\w:]+)["']""")
ABOVE = {"people": ("casestudies", "forums"), "casestudies": ("forums",)}
SOURCES = {"people": "exchange/people", "casestudies": "casestudies"}


def routes_of(urls: ModuleType) -> set[str]:
    return set(names_of(urls.urlpatterns))


def names_of(patterns: Iterable[Any]) -> Iterator[str]:
    """Also of the urls that an app's own include."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        else:
            yield pattern.name


ROUTES = {app: routes_of(sys.modules[f"{app}.urls"]) for app in ("casestudies", "forums")}
LIBRARIES = {
    app: {path.stem for path in (PROJECT / app / "templatetags").glob("[a-z]*.py")} for app in ROUTES
}


def pointing_upward(templates: Path) -> list[str]:
    """What the templates of people and of the library use of the apps above them."""
    return [
        f"{path.relative_to(templates)}: {tag} {what}"
        for app, apps_above in ABOVE.items()
        for path in sorted((templates / app).rglob("*.*"))
        for tag, rest in TAG.findall(path.read_text())
        for what in used_by(tag, rest)
        if any(is_of(above, tag, what) for above in apps_above)
    ]


def used_by(tag: str, rest: str) -> list[str]:
    """The libraries, template or route that a tag names."""
    words = rest.split()
    if tag != "load":
        return [words[0].strip("\"'")]
    return words[words.index("from") + 1 :] if "from" in words else words


def is_of(app: str, tag: str, what: str) -> bool:
    if tag == "load":
        return what in LIBRARIES[app] or what.split("_")[0] == app
    return what in ROUTES[app] if tag == "url" else what.startswith(f"{app}/")


def test_templates_use_nothing_from_above():
    assert pointing_upward(PROJECT / "templates") == []


def test_there_is_something_above_to_be_used():
    assert (LIBRARIES["forums"] >= {"following", "live"}, LIBRARIES["casestudies"] >= {"cases", "slots"}) == (
        True,
        True,
    )
    assert {"thread", "live_session", "words"} <= ROUTES["forums"]
    assert "case_study" in ROUTES["casestudies"]
    assert "person" in routes_of(sys.modules["exchange.people.urls"])


@pytest.mark.parametrize(
    ("path", "line", "complaint"),
    [
        ("casestudies/_lesson.html", "{% load live %}", "load live"),
        ("casestudies/_lesson.html", "{% load forums %}", "load forums"),
        ("casestudies/_lesson.html", "{% load forums_tags %}", "load forums_tags"),
        ("casestudies/_lesson.html", "{% load i18n\n live %}", "load live"),
        ("casestudies/_lesson.html", "{%load is_in from live%}", "load live"),
        ("casestudies/_lesson.html", '{% include "forums/_post.html" only %}', "include forums/_post.html"),
        (
            "casestudies/programme.html",
            "{% extends 'forums/thread_list.html' %}",
            "extends forums/thread_list.html",
        ),
        ("casestudies/_lesson.html", '{% url "words" public_id as page %}', "url words"),
        ("people/profile_form.html", "{% url 'threads' %}", "url threads"),
        ("people/profile_form.html", "{% load i18n slots %}", "load slots"),
        ("people/profile_form.html", '{% url "case_studies" %}', "url case_studies"),
        (
            "people/profile_form.html",
            '{% include "casestudies/_lesson.html" %}',
            "include casestudies/_lesson.html",
        ),
    ],
)
def test_a_template_that_points_upward_is_found(tmp_path, path, line, complaint):
    for app in ABOVE:
        shutil.copytree(PROJECT / "templates" / app, tmp_path / app)
    planted = tmp_path / path
    planted.write_text(planted.read_text() + line)
    assert pointing_upward(tmp_path) == [f"{path}: {complaint}"]


def routes_named_upward(project: Path) -> list[str]:
    """Routes of the apps above that Python code names in a string, where no import gives it away."""
    return [
        f"{path.relative_to(project)}: {name}"
        for app, apps_above in ABOVE.items()
        for path in sorted((project / SOURCES[app]).rglob("*.py"))
        for name in NAMED_IN_PYTHON.findall(path.read_text())
        if any(name in ROUTES[above] for above in apps_above)
    ]


def test_code_names_no_route_from_above():
    assert routes_named_upward(PROJECT) == []


def test_code_that_names_a_route_from_above_is_found(tmp_path):
    (tmp_path / "casestudies").mkdir()
    (tmp_path / "casestudies/access.py").write_text('url = reverse(\n    "words", args=[public_id])\n')
    assert routes_named_upward(tmp_path) == ["casestudies/access.py: words"]


# Relations ----------------------------------------------------------------------------------------
RANKS = {"auth": 0, "contenttypes": 0, "people": 1, "casestudies": 2, "forums": 3}


def relations_upward(of: Iterable[type[models.Model]]) -> list[str]:
    return [
        f"{model._meta.label}.{field.name} -> {related._meta.label}"
        for model in of
        for field, related in relations_of(model)
        if RANKS[related._meta.app_label] > RANKS[model._meta.app_label]
    ]


def relations_of(model: type[models.Model]) -> Iterator[tuple[models.Field, type[models.Model]]]:
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.is_relation and isinstance(field.related_model, type):
            yield field, field.related_model


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in {*ABOVE, "forums"}]


def test_every_relation_points_downward():
    found = our_models()
    assert relations_upward(found) == []
    assert sum(1 for model in found for _relation in relations_of(model)) > 40


@isolate_apps("casestudies")
def test_a_relation_that_points_upward_is_found():
    class Told(models.Model):
        thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")

        class Meta:
            app_label = "casestudies"

        def __str__(self) -> str:
            return ""

    assert relations_upward([Told]) == ["casestudies.Told.thread -> forums.Thread"]


def test_every_relation_says_by_which_name_it_is_seen_from_there():
    unnamed = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field, _related in relations_of(model)
        if field.model is model and not field.remote_field.related_name and not field.auto_created
    ]
    assert [name for name in unnamed if not name.startswith("people.User.")] == []


# What a strict Content-Security-Policy would refuse ------------------------------------------------
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|[\"'=]\s*javascript:", re.IGNORECASE
)
EXEMPT = ("emails/", "500.html")  # mail knows no stylesheet, and 500.html is served when nothing else is


def inline_code(templates: Path) -> list[str]:
    found = []
    for path in sorted(templates.rglob("*.html")):
        name = str(path.relative_to(templates))
        if not name.startswith(EXEMPT):
            written = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
            found += [f"{name}: {match.strip()}" for match in INLINE.findall(written)]
    return found


def test_templates_hold_no_script_and_no_style():
    assert inline_code(PROJECT / "templates") == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("<script>alert(1)</script>", "<script"),
        ('<script type="module">alert(1)</script>', "<script"),
        ("<style>p { color: red }</style>", "<style"),
        ('<p style="color: red">', "style="),
        ('<p {% if a %}x{% endif %} onclick = "go()">', "onclick ="),
        ('<a href="javascript:go()">', '"javascript:'),
    ],
)
def test_a_script_or_a_style_in_a_template_is_found(tmp_path, line, complaint):
    (tmp_path / "page.html").write_text(f'<script type="module" src="x.js"></script>{line}')
    (tmp_path / "500.html").write_text(line)
    assert inline_code(tmp_path) == [f"page.html: {complaint}"]
