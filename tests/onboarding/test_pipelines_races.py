"""Two administrators at the same moment, on a database whose commits are real: exactly one of them is heard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import load_settings
from tests.conftest import settings_for
from tests.onboarding.pipelines import SPECIALS, a_proposal, an_administrator, versions_forgotten
from volunteers.app import create_app
from volunteers.errors import Conflict
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.onboarding.service import pipelines as service
from volunteers.permissions import Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("versions_forgotten")
__all__ = ["versions_forgotten"]
ROUNDS = 4


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def race(app: Flask, *acts: Callable[[Viewer], object]) -> list[str]:
    """Everyone acts at once: how it ended for each."""
    with app.app_context(), unit_of_work():
        people = [an_administrator(f"Person {number}") for number, _ in enumerate(acts)]
    start = Barrier(len(acts))

    def run(act: Callable[[Viewer], object], by: Viewer) -> str:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    act(by)
            except Conflict as conflict:
                return conflict.refusals[0].code
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts, people))


def test_of_two_who_propose_one_is_first(app: Flask) -> None:
    def propose(by: Viewer) -> object:
        return a_proposal(by=by)

    for _ in range(ROUNDS):
        assert race(app, propose, propose) == ["done", "proposed_meanwhile"]
        with app.app_context(), unit_of_work():
            row = db.session.scalars(select(PipelineVersion).where(PipelineVersion.refused_at.is_(None))).one()
            service.refuse(row.id, reason="Once more", by=an_administrator())


def test_of_two_who_decide_one_is_first_and_numbers_have_no_gap(app: Flask) -> None:
    for number in range(1, ROUNDS + 1):
        with app.app_context(), unit_of_work():
            proposed = a_proposal(sift={"usual_days": number, "longest_days": 20}).id

        def agree(by: Viewer, proposed: int = proposed) -> object:
            return service.agree(proposed, by=by)

        assert race(app, agree, agree) == ["decided_meanwhile", "done"]
        with app.app_context():
            assert db.session.scalar(select(func.max(PipelineVersion.number))) == number
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(PipelineVersion.strand == SPECIALS)) == ROUNDS
        assert find_first_broken() is None


def test_one_cannot_agree_and_another_refuse(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            days = (db.session.scalar(select(func.max(PipelineVersion.number))) or 0) + 1
            proposed = a_proposal(sift={"usual_days": days, "longest_days": 20}).id

        def agree(by: Viewer, proposed: int = proposed) -> object:
            return service.agree(proposed, by=by)

        def refuse(by: Viewer, proposed: int = proposed) -> object:
            return service.refuse(proposed, reason="No", by=by)

        assert race(app, agree, refuse) == ["decided_meanwhile", "done"]
