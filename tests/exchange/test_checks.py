import os
import re
import secrets
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from exchange.people.models import User
from tests import servers
from tests.factories import make_member
from tests.processes import PROJECT
from tests.site import OUR_VARIABLES

IN_MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
ON_REDIS = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}}
ID = re.compile(r"exchange\.[EW]\d{3}")


def found(*, deploy: bool = True) -> set[str]:
    """Ids of our own checks that complain under the settings as they are."""
    messages = run_checks(include_deployment_checks=deploy, databases=["default"])
    return {message.id for message in messages if ID.fullmatch(message.id or "")}


@pytest.fixture(autouse=True)
def _in_order(settings, monkeypatch):
    """One process that nothing is wrong with; each test breaks one thing."""
    settings.PROCESSES = 1
    settings.CHANNEL_LAYERS = IN_MEMORY
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setenv("SECRET_KEY", secrets.token_urlsafe(60))


def test_nothing_is_wrong_with_one_process():
    assert found() == set()


# E001 and E004: several processes -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("processes", "layer", "on_sqlite", "complaints"),
    [
        (1, IN_MEMORY, True, set()),
        (1, IN_MEMORY, False, set()),
        (2, ON_REDIS, False, set()),
        (2, IN_MEMORY, False, {"exchange.E001"}),
        (2, ON_REDIS, True, {"exchange.E004"}),
        (2, IN_MEMORY, True, {"exchange.E001", "exchange.E004"}),
    ],
)
def test_several_processes_need_a_shared_layer_and_a_shared_database(
    settings, processes, layer, on_sqlite, complaints
):
    settings.PROCESSES, settings.CHANNEL_LAYERS, settings.ON_SQLITE = processes, layer, on_sqlite
    assert found(deploy=False) == complaints


# E002: the demonstration in production ------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("site_url", "fields", "complaints"),
    [
        ("https://exchange.example", {"is_demonstration": True}, {"exchange.E002"}),
        ("https://exchange.example", {"is_demonstration": True, "is_active": False}, set()),
        ("https://exchange.example", {}, set()),
        ("http://127.0.0.1:8000", {"is_demonstration": True}, set()),
    ],
)
def test_the_demonstrations_accounts_are_refused_where_the_site_is_served_securely(
    settings, site_url, fields, complaints
):
    make_member("Somebody", **fields)
    settings.SITE_URL = site_url
    assert found() == complaints
    assert found(deploy=False) == set()


@pytest.mark.django_db(transaction=True)
def test_a_database_without_tables_is_nothing_to_complain_about(settings, monkeypatch):
    settings.SITE_URL = "https://exchange.example"
    monkeypatch.setattr(User._meta, "db_table", "not_there")
    assert found() == set()


# E005: where the site is --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("site_url", "complaints"),
    [
        ("exchange.example", {"exchange.E005"}),
        ("", {"exchange.E005"}),
        ("http://127.0.0.1:8000", set()),
    ],
)
def test_the_site_has_to_know_its_address(settings, site_url, complaints):
    settings.SITE_URL = site_url
    assert found(deploy=False) == complaints


# E006: one key for all ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on_sqlite", "key", "complaints"),
    [(False, "", {"exchange.E006"}), (False, "a key", set()), (True, "", set())],
)
def test_machines_that_share_a_database_share_a_key(settings, monkeypatch, on_sqlite, key, complaints):
    settings.ON_SQLITE = on_sqlite
    monkeypatch.setenv("SECRET_KEY", key)
    assert found() == complaints


# E008: the language model for first drafts --------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "model", "key", "complaints"),
    [
        ("", "", "", set()),
        ("http://127.0.0.1:11434/v1", "a-model", "", set()),
        ("https://models.example.org", "a-model", "a key", set()),
        ("models.example.org/v1", "a-model", "", {"exchange.E008"}),
        ("file:///etc/passwd", "a-model", "", {"exchange.E008"}),
        ("https://user:password@models.example.org", "a-model", "", {"exchange.E008"}),
        ("https://models.example.org/v1?key=1", "a-model", "", {"exchange.E008"}),
        ("http://127.0.0.1:port/v1", "a-model", "", {"exchange.E008"}),
        ("http://127.0.0.1:11434/v1", "", "", {"exchange.E008"}),
        ("", "a-model", "", {"exchange.E008"}),
        ("", "", "a key", {"exchange.E008"}),
    ],
)
def test_a_language_model_is_set_up_whole_or_not_at_all(settings, url, model, key, complaints):
    settings.DRAFT_ENDPOINT_URL = url
    settings.DRAFT_ENDPOINT_MODEL, settings.DRAFT_ENDPOINT_KEY = model, key
    assert found(deploy=False) == complaints


# W001: mail that nobody receives ------------------------------------------------------------------
def test_mail_in_a_folder_is_told_before_a_release(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert (found(), found(deploy=False)) == ({"exchange.W001"}, set())


# Said once, and where people look -----------------------------------------------------------------
def table(title: str) -> list[list[str]]:
    """The cells of the table under a heading of docs/settings.md, without the backticks."""
    part = (PROJECT / "docs/settings.md").read_text().split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip(" `") for cell in row] for row in rows]


def variables_of_the_settings() -> set[str]:
    source = (PROJECT / "exchange/settings.py").read_text()
    return set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", source))


def test_every_variable_of_the_settings_stands_in_the_table():
    documented = [name for name, _default, _meaning in table("Variables")]
    assert sorted(documented) == sorted(variables_of_the_settings())


def test_every_check_stands_in_the_table():
    sources = [*(PROJECT / "exchange").rglob("*.py")]
    used = {found for path in sources for found in ID.findall(path.read_text())}
    assert [row[0] for row in table("Checks")] == sorted(used)


def test_a_served_site_of_the_tests_is_told_every_variable_anew():
    assert variables_of_the_settings() <= OUR_VARIABLES


# Production ---------------------------------------------------------------------------------------
EXAMPLE = PROJECT / "deploy/production.env.example"


def example() -> dict[str, str]:
    lines = [line.partition("=") for line in EXAMPLE.read_text().splitlines() if line[:1].isalpha()]
    return {name: value for name, _, value in lines}


def test_the_example_uses_variables_that_there_are():
    assert set(example()) <= variables_of_the_settings()


@pytest.fixture
def production(tmp_path, postgres_url, redis_url) -> dict[str, str]:
    """The example's environment, with keys, servers and a folder of its own."""
    env = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    return {
        **env,
        **example(),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "WORDS_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": servers.new_database(postgres_url),
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path),
    }


def manage(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, timeout=120)


@pytest.mark.servers
def test_nothing_is_wrong_with_production(production):
    done = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.servers
@pytest.mark.parametrize(
    ("without", "complaint"),
    [
        ({"REDIS_URL": ""}, "exchange.E001"),
        ({"DATABASE_URL": "sqlite:////tmp/never-made.sqlite3"}, "exchange.E004"),
        ({"SITE_URL": "exchange.example"}, "exchange.E005"),
        ({"SECRET_KEY": ""}, "exchange.E006"),
        ({"EMAIL_URL": None}, "exchange.W001"),
        ({"SITE_URL": "http://exchange.example.org"}, "security.W"),
    ],
)
def test_production_with_something_missing_is_refused(production, without, complaint):
    env = {name: value for name, value in {**production, **without}.items() if value is not None}
    done = manage(env, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, complaint in done.stderr) == (1, True), done.stderr


@pytest.mark.servers
def test_production_refuses_the_demonstration_and_one_that_is_there(production):
    assert manage(production, "migrate", "-v0").returncode == 0
    refused = manage(production, "load_demonstration")
    assert (refused.returncode, "exchange.E002" in refused.stderr) == (1, True)
    made = "User.objects.create_user('amina@demo.example', is_demonstration=True)"
    script = f"from exchange.people.models import User; {made}"
    assert manage(production, "shell", "-v0", "-c", script).returncode == 0
    done = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "exchange.E002" in done.stderr) == (1, True), done.stderr
    served = manage(production, "serve", "--port", "0")
    assert (served.returncode, "exchange.E002" in served.stderr) == (3, True), served.stderr


def test_a_check_says_what_to_do(settings):
    settings.PROCESSES, settings.ON_SQLITE = 2, False
    with pytest.raises(SystemCheckError, match=r"HINT: Set REDIS_URL, or run one process\."):
        call_command("check")


@pytest.mark.parametrize(
    "wrong",
    [
        {"MAIL_REPLY_ADDRESS": "exchange.example"},
        {"MAIL_REPLY_ADDRESS": "reply+some@exchange.example"},
        {"MAIL_REPLY_ADDRESS": "a-name-of-many-letters@exchange.example"},
        {"INBOUND_IMAP_URL": "imaps://user:password@mail.example"},
        {"MAIL_REPLY_ADDRESS": "reply@exchange.example", "INBOUND_PROVIDER": "pigeon"},
        {"MAIL_REPLY_ADDRESS": "reply@exchange.example", "INBOUND_PROVIDER": "postmark"},
    ],
)
def test_answers_by_mail_that_get_nowhere_are_refused(settings, wrong):
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert found() == {"exchange.E007"}


def test_answers_by_mail_that_are_set_up_whole_are_in_order(settings):
    settings.MAIL_REPLY_ADDRESS, settings.INBOUND_PROVIDER = "reply@exchange.example", "postmark"
    settings.INBOUND_WEBHOOK_SECRET = "user:password"
    assert found() == set()
