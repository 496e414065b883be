"""A small demonstration force, seeded once by the command itself and only read by the tests that ask for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from config import load_settings
from tests.conftest import _database, _fresh_database, settings_for
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses

# On this day 235 Specials served: a fifth of them, so that each published count is a fifth too.
SEED = ["demo", "seed", "--seed", "7", "--volunteers", "47", "--years", "8", "--today", "2023-03-31"]


@contextmanager
def an_empty_copy(addresses: Addresses, template: str, name: str, data_dir: Path) -> Iterator[Flask]:
    """The application on a database of its own with nothing in it."""
    name = f"demo_{name}_{os.getpid()}"
    _fresh_database(addresses, name, template)
    app = create_app(load_settings(settings_for(addresses, _database(addresses, name), data_dir)))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with psycopg.connect(addresses.database_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def seeded(addresses: Addresses, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over a seeded force, inside its context."""
    folder = tmp_path_factory.mktemp("demo")
    with an_empty_copy(addresses, template_database, "seeded", folder) as app:
        result = app.test_cli_runner().invoke(args=SEED)
        assert result.exit_code == 0, result.output
        with app.app_context():
            yield app
