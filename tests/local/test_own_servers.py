"""The service on a force's own servers: the oldest PostgreSQL we support, and Redis itself. Both are Debian's here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade

from config import ROOT, load_settings
from tests.conftest import settings_for
from volunteers.app import create_app
from volunteers.extensions import db, queue
from volunteers.local.postgres import Postgres
from volunteers.local.servers import Addresses
from volunteers.local.valkey import Valkey
from volunteers.worker import serve

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
REDIS = shutil.which("redis-server")


@pytest.fixture
def own_servers(folder: Path) -> Iterator[Addresses]:
    if not INSTALLED or not REDIS:
        pytest.skip("Debian's postgresql and redis-server are not installed")
    postgres = Postgres(folder / "postgres", folder / "sockets" / "pg", durable=False, bin_dir=INSTALLED[0])
    valkey = Valkey(folder / "redis", folder / "sockets" / "redis", program=Path(REDIS))
    try:
        postgres.start()
        valkey.start()
        yield Addresses(postgres.url, valkey.url)
    finally:
        valkey.stop()
        postgres.stop()


def test_it_migrates_answers_and_works_through_its_queue(own_servers: Addresses, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(own_servers, own_servers.database_url, tmp_path)))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
    assert app.test_client().get("/health").json == {"database": "up", "queue": "up"}
    with app.app_context():
        job = queue("mail").enqueue("volunteers.notifications.jobs.sweep")
    serve(app, "mail", burst=True)
    assert job.get_status() == "finished"
    with app.app_context():
        db.engine.dispose()
    with psycopg.connect(own_servers.database_url) as connection:
        assert connection.info.server_version >= 150000
