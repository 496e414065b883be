"""What every test stands on: real servers, a database of its own per process, and the application as it ships."""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from config import ROOT, load_settings
from tests.copies import Copy, running_copy
from tests.pages import MannerlyClient
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses, running_servers

TEMPLATE = "volunteers_template"
# A server has 16 numbered databases: the first half for the tests, the second for their running copies.
COPIES = 9


def settings_for(addresses: Addresses, database_url: str, data_dir: Path) -> dict[str, str]:
    """The environment of a test copy of the application."""
    return {
        "ENVIRONMENT": "test",
        "SECRET_KEY": "a test secret key of more than 32 characters",
        "SEALING_KEY": "dGVzdHNlYWxpbmdrZXl0ZXN0c2VhbGluZ2tleTEyMzQ=",
        "DATABASE_URL": database_url,
        "REDIS_URL": addresses.redis_url,
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": "1",
        "MAIL_SENDER": "volunteers@force.example",
        "PUBLIC_URL": "http://localhost",
        "DATA_DIR": str(data_dir),
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no process is left with one of them at the end while the other has nothing to do."""
    long = ("browser", "permissions")
    items.sort(key=lambda item: long.index(item.path.parent.name) if item.path.parent.name in long else len(long))


@pytest.fixture(scope="session")
def addresses() -> Iterator[Addresses]:
    """PostgreSQL and Valkey for this test process, or those the environment names.

    Not under pytest's own folder: each start of pytest closes that to the system user PostgreSQL runs as.
    """
    with (
        tempfile.TemporaryDirectory(prefix="volunteers-") as folder,
        running_servers(Path(folder), durable=False) as found,
    ):
        yield Addresses(found.database_url, _own_redis(found.redis_url))


@pytest.fixture(scope="session")
def template_database(addresses: Addresses, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated, empty database, made once; its name, to be copied."""
    name = f"{TEMPLATE}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    _fresh_database(addresses, name)
    app = create_app(
        load_settings(settings_for(addresses, _database(addresses, name), tmp_path_factory.mktemp("template")))
    )
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
        db.engine.dispose()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return name


@pytest.fixture(scope="session")
def app(addresses: Addresses, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a copy of the template. Tests that take ``session`` leave nothing behind in it."""
    name = template_database.replace("template", "rolled_back")
    _fresh_database(addresses, name, template_database)
    made = create_app(
        load_settings(settings_for(addresses, _database(addresses, name), tmp_path_factory.mktemp("data")))
    )
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session whose commits are undone when the test ends; also an application context."""
    with app.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        connection.begin_nested()
        engines: dict[str | None, Any] = db._app_engines[app]
        engine = engines[None]
        engines[None] = connection
        try:
            yield db.session()
        finally:
            db.session.remove()
            engines[None] = engine
            outer.rollback()
            connection.close()


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A browser without JavaScript that checks the manners of every page it is given."""
    app.test_client_class = MannerlyClient
    return app.test_client()


@pytest.fixture
def own_database(addresses: Addresses, template_database: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database for one test whose commits are real: journeys, races and workers."""
    name = f"own_{abs(hash(request.node.nodeid))}_{os.getpid()}"
    _fresh_database(addresses, name, template_database)
    yield _database(addresses, name)
    with psycopg.connect(addresses.database_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def _running(
    addresses: Addresses, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Copy, str]]:
    """One running copy for every test of this process that wants one, and the address of its database."""
    name, folder = f"copy_{os.getpid()}", tmp_path_factory.mktemp("copy")
    _fresh_database(addresses, name, template_database)
    url = _database(addresses, name)
    # Redis apart too: its worker lives on while other tests look at what waits in their queues.
    apart = Addresses(addresses.database_url, _own_redis(addresses.redis_url, COPIES))
    with running_copy(settings_for(apart, url, folder), folder) as running:
        yield running, url


@pytest.fixture
def copy(_running: tuple[Copy, str]) -> Copy:
    """A whole running copy of the service over a database with nothing in it: starting one takes longer than a test."""
    running, url = _running
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = ", ".join(f'"{table}"' for (table,) in rows if table != "alembic_version")
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    running.begin_anew()
    return running


@pytest.fixture(autouse=True)
def _nothing_is_logged_as_wrong(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Any warning or error logged while a test runs is a failure, unless the test takes it away itself."""
    yield
    wrong = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not wrong, [record.getMessage() for record in wrong]


def _own_redis(url: str, first: int = 1) -> str:
    """A numbered Redis database of this process's own, so that test processes sharing a server keep apart."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + first
    bare = url.partition("db=")[0].rstrip("?&")
    return f"{bare}{'&' if '?' in bare else '?'}db={number}"


def _database(addresses: Addresses, name: str) -> str:
    """The address of another database on the same server."""
    given = psycopg.conninfo.conninfo_to_dict(addresses.database_url)
    host, port = given.get("host", ""), given.get("port", "")
    user, password = given.get("user", ""), given.get("password", "")
    return f"postgresql://{user}{':' + str(password) if password else ''}@/{name}?host={host}&port={port}"


def _fresh_database(addresses: Addresses, name: str, template: str = "template1") -> None:
    with psycopg.connect(addresses.database_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
