"""A database that was restarted costs the page that notices it, and no more."""

from pathlib import Path

import psycopg
from flask.testing import FlaskClient

from config import load_settings
from tests.conftest import settings_for
from tests.pages import MannerlyClient
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses


def test_pages_come_back_by_themselves_after_the_connections_are_lost(
    addresses: Addresses, own_database: str, tmp_path: Path
) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    app.test_client_class = MannerlyClient
    client: FlaskClient = app.test_client()
    assert client.get("/health").status_code == 200
    with psycopg.connect(own_database, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                      " AND datname = current_database()")  # fmt: skip
    assert client.get("/health").status_code == 503
    assert client.get("/health").status_code == 200
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
