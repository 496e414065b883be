"""Beginning, answering, sending and withdrawing an application, against a real database."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.applications import service
from volunteers.applications.models import Application, StageChange
from volunteers.applications.rules import REFERENCE
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.models import Message
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role, Viewer

SPECIALS = "special_constabulary"
ELIGIBLE = {
    "age": date(1990, 12, 10), "in-area": "lives", "residence": "yes", "right-to-stay": "british_or_irish",
    "occupation": "none", "finance": "none", "memberships": "none", "convictions": "no",
}  # fmt: skip


def as_viewer(account: Account) -> Viewer:
    return Viewer(account.id, account.full_name, frozenset({Grant(Role.APPLICANT)}))


@pytest.fixture
def viewer(session: Session) -> Viewer:
    return as_viewer(an_applicant())


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def a_whole_draft(viewer: Viewer, **changed: Any) -> Application:
    made = service.start(SPECIALS, eligibility=ELIGIBLE, by=viewer)
    for question, values in {**answers_of(), **changed}.items():
        if question != "declaration" and values is not None:
            service.answer(made.reference, question=question, values=values, by=viewer)
    return made


def test_a_draft_keeps_the_eligibility_answers_and_asks_the_date_of_birth_once(viewer: Viewer) -> None:
    made = service.start(SPECIALS, eligibility=ELIGIBLE, by=viewer)
    assert made.is_draft
    assert REFERENCE.fullmatch(made.reference)
    assert made.reference.startswith("SC-")
    assert made.answers["occupation"] == {"answer": "none"}
    assert made.answers["date-of-birth"] == {"birth_date": "1990-12-10"}
    assert made.birth_date == date(1990, 12, 10)


def test_starting_again_leads_to_the_draft_under_way(viewer: Viewer) -> None:
    first = service.start(SPECIALS, eligibility=ELIGIBLE, by=viewer)
    assert service.start(SPECIALS, eligibility=ELIGIBLE, by=viewer).id == first.id
    assert service.start(SPECIALS, eligibility={}, by=viewer).id == first.id


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"occupation": "bailiff"}, "occupation_stops"),
        ({"age": date(2015, 1, 1)}, "age_stops"),
        ({"residence": None}, "residence_missing"),
        ({"residence": "forged"}, "residence_missing"),
    ],
)
def test_nobody_begins_whose_answers_say_no(viewer: Viewer, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        service.start(SPECIALS, eligibility={**ELIGIBLE, **changed}, by=viewer)
    assert codes(refused) == [code]


def test_after_a_refusal_the_next_application_waits_as_long_as_the_force_says(session: Session) -> None:
    account = an_applicant()
    ended = an_application(account=account, stage="unsuccessful", reason="x")
    with pytest.raises(Refused) as refused:
        service.start(SPECIALS, eligibility=ELIGIBLE, by=as_viewer(account))
    first_day = clock.add_months(clock.on(ended.stage_since), current_force().numbers.reapply_months)
    assert refused.value.refusals[0].clears_on == first_day
    ended.stage_since = clock.now() - timedelta(days=31 * current_force().numbers.reapply_months)
    assert service.start(SPECIALS, eligibility=ELIGIBLE, by=as_viewer(account)).is_draft


def test_someone_who_withdrew_may_begin_again_at_once(session: Session) -> None:
    account = an_applicant()
    an_application(account=account, stage="withdrawn")
    assert service.start(SPECIALS, eligibility=ELIGIBLE, by=as_viewer(account)).is_draft


def test_someone_who_serves_does_not_apply_to_the_same_strand(session: Session) -> None:
    account = db.session.get_one(Account, a_volunteer().account_id)
    with pytest.raises(Refused) as refused:
        service.start(SPECIALS, eligibility=ELIGIBLE, by=as_viewer(account))
    assert codes(refused) == ["already_serving"]


def test_answers_fill_the_columns_that_staff_search_by(viewer: Viewer) -> None:
    made = a_whole_draft(viewer, name={"first_name": "", "last_name": "O’Brien"})
    assert (made.first_name, made.last_name, made.name) == ("", "O’Brien", "O’Brien")
    assert made.area == "bristol"
    assert made.search_words == f"o’brien {made.reference.lower()} {made.account.email}"


def test_sending_writes_the_first_stage_change_and_one_acknowledgement(session: Session, viewer: Viewer) -> None:
    made = a_whole_draft(viewer)
    sent = service.submit(made.reference, declared=True, by=viewer)
    session.flush()
    assert sent.stage == "submitted"
    assert sent.submitted_at == sent.stage_since
    changes = session.scalars(select(StageChange).where(StageChange.application_id == made.id)).all()
    assert [(c.from_stage, c.to_stage, c.by_account_id) for c in changes] == [("draft", "submitted", viewer.account_id)]
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.particulars["reference"]) == ("application_submitted", made.reference)


def test_sending_twice_gives_the_same_application_and_writes_nothing(session: Session, viewer: Viewer) -> None:
    made = a_whole_draft(viewer)
    first = service.submit(made.reference, declared=True, by=viewer)
    again = service.submit(made.reference, declared=False, by=viewer)
    assert first.reference == again.reference
    assert session.scalar(select(func.count()).select_from(Message)) == 1
    assert session.scalar(select(func.count()).select_from(StageChange)) == 1


def test_an_unfinished_form_is_not_sent_and_says_all_that_is_missing(session: Session, viewer: Viewer) -> None:
    made = a_whole_draft(viewer, name=None, area=None)
    with pytest.raises(Refused) as refused:
        service.submit(made.reference, declared=False, by=viewer)
    assert codes(refused) == ["name_missing", "area_missing", "not_declared"]
    assert "Name" in refused.value.refusals[0].message
    session.expire_all()
    assert made.is_draft
    assert not made.changes


def test_an_answer_changed_to_a_no_stops_the_form(viewer: Viewer) -> None:
    made = a_whole_draft(viewer, **{"date-of-birth": {"birth_date": f"{clock.today().year - 10}-01-01"}})
    with pytest.raises(Refused) as refused:
        service.submit(made.reference, declared=True, by=viewer)
    assert codes(refused) == ["age_stops"]
    assert refused.value.refusals[0].clears_on == date(clock.today().year + 8, 1, 1)


def test_what_was_sent_is_not_changed(viewer: Viewer) -> None:
    made = a_whole_draft(viewer)
    service.submit(made.reference, declared=True, by=viewer)
    with pytest.raises(Refused) as refused:
        service.answer(made.reference, question="name", values={"last_name": "Other"}, by=viewer)
    assert codes(refused) == ["already_sent"]
    assert made.last_name == "Lovelace"


def test_withdrawing_keeps_the_reason_and_happens_once(viewer: Viewer) -> None:
    made = a_whole_draft(viewer)
    service.submit(made.reference, declared=True, by=viewer)
    service.withdraw(made.reference, reason="no_time", by=viewer)
    service.withdraw(made.reference, reason="other", by=viewer)
    assert [(change.to_stage, change.reason) for change in made.changes][1:] == [("withdrawn", "no_time")]


def test_a_draft_is_not_withdrawn(viewer: Viewer) -> None:
    made = a_whole_draft(viewer)
    with pytest.raises(Refused) as refused:
        service.withdraw(made.reference, reason="no_time", by=viewer)
    assert codes(refused) == ["not_a_move"]


@pytest.mark.parametrize("act", ["answer", "submit", "withdraw"])
def test_another_persons_application_is_not_found(session: Session, viewer: Viewer, act: str) -> None:
    made = an_application(stage="draft")
    said: dict[str, Any] = {
        "answer": {"question": "name", "values": {}}, "submit": {"declared": True}, "withdraw": {"reason": "other"},
    }[act]  # fmt: skip
    with pytest.raises(NotFound):
        getattr(service, act)(made.reference, **said, by=viewer)
