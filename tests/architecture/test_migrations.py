"""The migrations and the models agree, there is one line of them, and each can be undone."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from config import ROOT, load_settings
from tests.conftest import settings_for
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses

FOLDER = str(ROOT / "migrations")


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(FOLDER).get_heads()) == 1


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_the_database_they_make_is_the_one_the_models_describe(app: Flask, session: Session) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_each_goes_down_and_up_again(addresses: Addresses, own_database: str) -> None:
    settings = settings_for(addresses, own_database, ROOT / ".data-unused")
    app = create_app(load_settings(settings))
    with app.app_context():
        before = _tables()
        downgrade(directory=FOLDER, revision="base")
        assert _tables() == {"alembic_version"}
        upgrade(directory=FOLDER)
        assert _tables() == before
        db.session.remove()
        db.engine.dispose()


def _tables() -> set[str]:
    with db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        return set(inspect(connection).get_table_names())
