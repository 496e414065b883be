"""Two computations at once, and people at one release, on a database of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from config import load_settings
from tests.conftest import settings_for
from tests.trends.builders import an_application_that_moved, someone_serving
from tests.trends.releasing import a_prepared_release, an_analyst, count_quarters
from volunteers.app import create_app
from volunteers.errors import Conflict
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.permissions import Viewer
from volunteers.trends.jobs import compute_figures
from volunteers.trends.models import Release
from volunteers.trends.rules.releases import State
from volunteers.trends.service import releases
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


def test_two_publishers_and_whoever_discards_meet_at_one_release(
    addresses: Addresses, own_database: str, tmp_path: Path
) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context(), unit_of_work():
        release_id = a_prepared_release(count_quarters()).id
        first, second, third = an_analyst(), an_analyst(), an_analyst()

    def act(what: tuple[Callable[..., None], Viewer]) -> bool:
        do, by = what
        with app.app_context():
            try:
                with unit_of_work():
                    do(release_id, by=by)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(act, [(releases.publish, first), (releases.publish, second), (releases.discard, third)]))

    with app.app_context():
        release = db.session.get_one(Release, release_id)
        assert done.count(True) == 1
        assert release.state is (State.DISCARDED if done[2] else State.PUBLISHED)
        assert (release.published_by_id in {first.account_id, second.account_id}) != done[2]
        db.session.remove()
        db.engine.dispose()


def test_of_two_who_prepare_at_once_one_does(addresses: Addresses, own_database: str, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context(), unit_of_work():
        cut_off = count_quarters()
        analysts = [an_analyst() for _ in range(4)]

    def ask(by: Viewer) -> bool:
        with app.app_context():
            try:
                with unit_of_work():
                    releases.ask_for(cut_off, by=by)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(ask, analysts))

    with app.app_context():
        assert done.count(True) == 1
        assert db.session.scalar(text("SELECT count(*) FROM releases")) == 1
        db.session.remove()
        db.engine.dispose()
