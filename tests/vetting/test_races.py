"""Two officers acting in the same moment, on a database whose commits are real."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import load_settings
from tests.conftest import settings_for
from tests.onboarding.builders import a_case_to_clear, a_coordinator
from tests.vetting.builders import a_taken_case, an_entry, an_officer, open_it, tick_all, to_be_vetted
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.onboarding.models import Check
from volunteers.onboarding.rules import Clearing
from volunteers.onboarding.service import clear_for_duty
from volunteers.people.models import Clearance
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingCase, VettingProposal
from volunteers.vetting.rules import Outcome

ROUNDS = 4


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> list[str]:
    """Everyone acts in the same moment: how it ended for each, in their order."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    act()
            except Refused as refused:
                return refused.refusals[0].code
            except NotFound:
                return "not_found"
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_take_the_next_never_get_the_same(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        for _ in range(3):
            to_be_vetted()
        officers = [an_officer() for _ in range(5)]
    ends = at_once(app, [lambda by=by: service.take_next(by=by) for by in officers])  # type: ignore[misc]
    assert sorted(ends) == ["done"] * 3 + ["nothing_waits"] * 2
    with app.app_context():
        cases = db.session.scalars(select(VettingCase)).all()
        assert len({case.application_id for case in cases}) == len({case.assigned_to_id for case in cases}) == 3
        assert find_first_broken() is None


def proposed(app: Flask) -> tuple[int, int, Viewer]:
    with app.app_context(), unit_of_work():
        officer = an_officer()
        case = a_taken_case(officer, to_be_vetted())
        tick_all(case, officer)
        service.record_outcome(case.id, entry=an_entry(Outcome.REFUSED), seen_version=case.version, by=officer)
        proposal = queries.find_proposal(case)
        assert proposal is not None
        return case.id, proposal.id, officer


def seconds(app: Flask, case_id: int, how_many: int) -> list[Viewer]:
    with app.app_context(), unit_of_work():
        found = [an_officer() for _ in range(how_many)]
        for each in found:
            open_it(db.session.get_one(VettingCase, case_id), each)
        return found


def two_decide(app: Flask) -> None:
    case_id, proposal_id, _ = proposed(app)
    yes, no = seconds(app, case_id, 2)
    ends = at_once(
        app,
        [
            lambda: service.decide(proposal_id, case_id, agrees=True, words=None, by=yes),
            lambda: service.decide(proposal_id, case_id, agrees=False, words="No", by=no),
        ],
    )
    assert sorted(ends)[0] == "done"
    assert sorted(ends)[1] in ("not_found", "not_waiting")
    with app.app_context():
        case = db.session.get_one(VettingCase, case_id)
        proposal = db.session.get_one(VettingProposal, proposal_id)
        assert proposal.agreed is (ends[0] == "done")
        assert case.is_open is not proposal.agreed


def test_of_two_deciders_one_decides(app: Flask) -> None:
    for _ in range(ROUNDS):
        two_decide(app)


def agreed_while_granted(app: Flask) -> None:
    case_id, proposal_id, officer = proposed(app)
    (second,) = seconds(app, case_id, 1)

    def grant() -> None:
        service.take_back(case_id, by=officer)
        version = db.session.get_one(VettingCase, case_id).version
        service.record_outcome(case_id, entry=an_entry(), seen_version=version, by=officer)

    def agree() -> None:
        service.decide(proposal_id, case_id, agrees=True, words=None, by=second)

    ends = at_once(app, [grant, agree])
    assert sorted(ends)[0] == "done"
    assert sorted(ends)[1] in ("not_found", "not_waiting")
    with app.app_context():
        case = db.session.get_one(VettingCase, case_id)
        check = db.session.scalars(
            select(Check).where(Check.application_id == case.application_id, Check.code == "vetting")
        ).one()
        granted = ends[0] == "done"
        assert (case.outcome, check.state.value) == (
            (Outcome.GRANTED, "passed") if granted else (Outcome.REFUSED, "failed")
        )


def test_a_refusal_agreed_while_its_proposer_grants_ends_one_way(app: Flask) -> None:
    for _ in range(ROUNDS):
        agreed_while_granted(app)


def withdrawn_while_cleared(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        application = a_case_to_clear()
        number, coordinator, officer, second = application.id, a_coordinator(), an_officer(), an_officer()
        case = service.ask_for_review(application.reference, words="New", by=second)
        service.take_next(by=officer)
        open_it(case, officer)
        entry = an_entry(Outcome.WITHDRAWN, result_on=clock.today())
        service.record_outcome(case.id, entry=entry, seen_version=case.version, by=officer)
        proposal = queries.find_proposal(case)
        assert proposal is not None
        open_it(case, second)
        case_id, proposal_id = case.id, proposal.id
    start = Clearing("special_constable", "accompanied", None, clock.today())
    ends = at_once(
        app,
        [
            lambda: clear_for_duty(number, clearing=start, seen_stage="attestation", by=coordinator),
            lambda: service.decide(proposal_id, case_id, agrees=True, words=None, by=second),
        ],
    )
    assert ends[1] == "done"
    with app.app_context():
        application = db.session.get_one(Application, number)
        good = select(func.count()).where(
            Clearance.volunteer_id == application.volunteer_id, Clearance.code == "vetting",
            Clearance.until_on.is_(None) | (Clearance.until_on >= clock.today()),
        )  # fmt: skip
        assert db.session.scalar(good) == 0
        assert (application.volunteer_id is not None) is (ends[0] == "done")


def test_vetting_withdrawn_while_a_coordinator_clears_leaves_nobody_cleared(app: Flask) -> None:
    for _ in range(ROUNDS):
        withdrawn_while_cleared(app)
