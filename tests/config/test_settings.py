"""The settings of a paper: what it needs to be told, and what follows from it."""

import json
import stat
from pathlib import Path

import pytest

from midad.config.settings import base
from tests.config.places import run_python

SHOW = """
import json
from midad.config.settings import {module} as settings
names = {names}
print(json.dumps({{name: getattr(settings, name) for name in names}}, default=str))
"""
SECRETS = {"MIDAD_SECRET_KEY": "s" * 50, "MIDAD_URL": "https://marfa.example"}


def settings_of(module: str, *names: str, cwd: Path, **variables: str) -> dict:
    """Return settings as a fresh process with these environment variables has them."""
    variables = {"MIDAD_HOME": str(cwd / "home"), **variables}
    done = run_python(SHOW.format(module=module, names=list(names)), cwd=cwd, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


WANTING = [
    ({}, "MIDAD_SECRET_KEY"),
    ({"MIDAD_URL": "https://marfa.example"}, "MIDAD_SECRET_KEY"),
    ({"MIDAD_URL": "https://marfa.example", "MIDAD_SECRET_KEY": ""}, "MIDAD_SECRET_KEY"),
    ({"MIDAD_SECRET_KEY": "s" * 50}, "MIDAD_URL"),
]


@pytest.mark.parametrize(("variables", "wanted"), WANTING)
def test_production_refuses_to_start_without_its_variables(tmp_path, variables, wanted):
    done = run_python(
        "import django; django.setup()",
        cwd=tmp_path,
        MIDAD_HOME=str(tmp_path / "home"),
        DJANGO_SETTINGS_MODULE="midad.config.settings.production",
        **variables,
    )
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert last.endswith(f"ImproperlyConfigured: {wanted} must be set for a paper in production")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("address", ["marfa.example", "//marfa.example", "ftp://x", "https://"])
def test_production_refuses_an_address_that_is_not_whole(tmp_path, address):
    done = run_python(
        "import django; django.setup()",
        cwd=tmp_path,
        MIDAD_HOME=str(tmp_path / "home"),
        DJANGO_SETTINGS_MODULE="midad.config.settings.production",
        MIDAD_SECRET_KEY="s" * 50,
        MIDAD_URL=address,
    )
    assert done.returncode != 0
    assert "MIDAD_URL must be a whole address" in done.stderr.strip().splitlines()[-1]


def test_production_takes_what_is_its_own_from_the_environment(tmp_path):
    found = settings_of(
        "production",
        *("DEBUG", "SECRET_KEY", "PAPER_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"),
        *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"),
        *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"),
        *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"),
        cwd=tmp_path,
        **SECRETS,
        MIDAD_HOSTS="www.marfa.example marfa.example.net",
        MIDAD_SMTP_HOST="mail.marfa.example",
        MIDAD_SMTP_PORT="587",
        MIDAD_SMTP_TLS="1",
        MIDAD_MAIL_FROM="desk@marfa.example",
        MIDAD_DEBUG="1",
    )
    assert found == {
        "DEBUG": False,
        "SECRET_KEY": "s" * 50,
        "PAPER_URL": "https://marfa.example",
        "ALLOWED_HOSTS": ["marfa.example", "www.marfa.example", "marfa.example.net"],
        "CSRF_TRUSTED_ORIGINS": ["https://marfa.example"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "EMAIL_HOST": "mail.marfa.example",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "DEFAULT_FROM_EMAIL": "desk@marfa.example",
    }
    assert not (tmp_path / "home" / "secret-key").exists()


def test_production_without_encryption_asks_for_none_of_the_browser(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "PAPER_URL")
    plain = {**SECRETS, "MIDAD_URL": "http://marfa.example/"}
    found = settings_of("production", *names, "SESSION_COOKIE_NAME", cwd=tmp_path, **plain)
    assert list(found.values()) == [False, False, 0, "http://marfa.example", "sessionid"]


DATABASES = [
    ({}, "django.db.backends.sqlite3", "home/paper.sqlite3"),
    ({"DATABASE_URL": ""}, "django.db.backends.sqlite3", "home/paper.sqlite3"),
    ({"DATABASE_URL": "postgres://u:p@db.example/marfa"}, "django.db.backends.postgresql", "marfa"),
]


@pytest.mark.parametrize(("variables", "engine", "name"), DATABASES)
def test_one_variable_chooses_the_database(tmp_path, variables, engine, name):
    found = settings_of("production", "DATABASES", cwd=tmp_path, **SECRETS, **variables)
    database = found["DATABASES"]["default"]
    assert database["ENGINE"] == engine
    assert database["NAME"].removeprefix(f"{tmp_path}/") == name
    assert ("transaction_mode" in database.get("OPTIONS", {})) == engine.endswith("sqlite3")
    assert not database.get("ATOMIC_REQUESTS")


@pytest.mark.sqlite
@pytest.mark.django_db
def test_on_sqlite_readers_never_wait_and_writers_do(settings):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)
    assert connection.transaction_mode == "IMMEDIATE"


def test_everything_a_paper_writes_is_in_its_folder(tmp_path):
    names = ("MIDAD_HOME", "STATIC_ROOT", "MEDIA_ROOT", "PRESS_STORE_DIR", "EMAIL_FILE_PATH")
    found = settings_of("dev", *names, cwd=tmp_path)
    assert {
        name: Path(value).relative_to(tmp_path).as_posix() for name, value in found.items()
    } == {
        "MIDAD_HOME": "home",
        "STATIC_ROOT": "home/static",
        "MEDIA_ROOT": "home/media",
        "PRESS_STORE_DIR": "home/store",
        "EMAIL_FILE_PATH": "home/mail",
    }
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret-key"]


def test_the_store_may_stand_elsewhere(tmp_path):
    found = settings_of("dev", "PRESS_STORE_DIR", cwd=tmp_path, MIDAD_STORE=str(tmp_path / "pages"))
    assert found["PRESS_STORE_DIR"] == str(tmp_path / "pages")


def test_a_paper_at_home_makes_its_secret_once(tmp_path):
    first = settings_of("dev", "SECRET_KEY", "DEBUG", cwd=tmp_path)
    assert first == settings_of("dev", "SECRET_KEY", "DEBUG", cwd=tmp_path)
    assert first["DEBUG"] is False
    assert len(first["SECRET_KEY"]) >= 50
    mode = (tmp_path / "home" / "secret-key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_only_this_machine_reaches_a_paper_at_home(tmp_path):
    found = settings_of("dev", "ALLOWED_HOSTS", cwd=tmp_path)
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}


def test_the_policy_lets_nothing_inline_or_foreign_run():
    directives = base.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == directives["base-uri"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    sources = [source for directive in directives.values() for source in directive]
    assert not [source for source in sources if "unsafe" in source or source.startswith("http:")]
    assert "*" not in sources


def test_wagtail_calls_nobody_outside():
    assert base.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert base.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert base.WAGTAILREDIRECTS_AUTO_CREATE is False


def test_a_database_on_another_machine_is_not_waited_for_for_ever(tmp_path):
    away = "postgres://u:p@db.example/marfa"
    for url, seconds in [(away, 10), (f"{away}?connect_timeout=3", 3)]:
        found = settings_of("dev", "DATABASES", cwd=tmp_path, DATABASE_URL=url)
        assert found["DATABASES"]["default"]["OPTIONS"] == {"connect_timeout": seconds}


def test_only_a_paper_in_production_says_that_it_is_one(tmp_path):
    assert settings_of("dev", "IN_PRODUCTION", cwd=tmp_path) == {"IN_PRODUCTION": False}
    found = settings_of("production", "IN_PRODUCTION", cwd=tmp_path, **SECRETS)
    assert found == {"IN_PRODUCTION": True}


def test_in_production_the_newsroom_asks_for_a_second_factor_and_at_home_it_does_not(tmp_path):
    name = "NEWSROOM_SECOND_FACTOR"
    assert settings_of("dev", name, cwd=tmp_path) == {name: False}
    assert settings_of("production", name, cwd=tmp_path, **SECRETS) == {name: True}
    assert base.MIDDLEWARE[-2] == "midad.newsroom.middleware.SecondFactor"
