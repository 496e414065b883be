"""Two computations at once, on a database of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from config import load_settings
from tests.conftest import settings_for
from tests.trends.builders import an_application_that_moved, someone_serving
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.trends.jobs import compute_figures
from volunteers.unit_of_work import unit_of_work


def test_runs_at_once_wait_for_each_other(addresses: Addresses, own_database: str, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context(), unit_of_work():
        someone_serving((date(2024, 5, 1), None, "somerset"))
        an_application_that_moved(("submitted", "2026-05-05 10:00"), ("sift", "2026-06-05 10:00"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_compute, [app] * 8))

    with app.app_context():
        runs = db.session.execute(text("SELECT count(*), count(DISTINCT digest), min(rows) FROM figure_runs")).one()
        stored = db.session.scalar(text("SELECT count(*) FROM monthly_figures"))
        db.session.remove()
        db.engine.dispose()
    assert tuple(runs) == (8, 1, stored)


def _compute(app: Flask) -> None:
    with app.app_context():
        compute_figures()
