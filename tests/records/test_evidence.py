"""Evidence entered, signed, sent back, withdrawn; and a status that rests on it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_volunteer, an_account, as_viewer
from tests.records.builders import (
    SKILL,
    a_coordinator,
    a_piece,
    a_signer,
    a_special,
    an_evidence,
    shown_for_directed,
)
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.notifications.models import Message
from volunteers.people.models import GradePeriod, ServicePeriod
from volunteers.permissions import Grant, Role
from volunteers.records import queries, service
from volunteers.records.models import Evidence, SigningReminder
from volunteers.records.rules import EvidenceState
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("session")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def test_what_is_entered_waits_for_the_officer_named(session: Session) -> None:
    special, signer = a_special(), a_signer()
    evidence = service.enter(a_piece(), signer_id=signer.id, by=as_viewer(special.account))
    (row,) = queries.list_to_sign(as_viewer(signer))
    assert (row.id, row.volunteer, row.state) == (evidence.id, special.name, EvidenceState.WAITING)
    assert queries.list_to_sign(as_viewer(a_signer("Someone else"))) == []
    progress = queries.get_progress(service.get_learner(as_viewer(special.account)))
    assert (progress.waiting, progress.signed_marks) == (1, 0)


def test_an_officer_is_found_by_their_address_too() -> None:
    special, signer = a_special(), a_signer(email="owen@force.example")
    evidence = service.enter(a_piece(), signer_email=" Owen@Force.example", by=as_viewer(special.account))
    assert evidence.signer_id == signer.id


@pytest.mark.parametrize("who", ["oneself", "another area", "disabled", "no right", "nobody", "unknown address"])
def test_only_who_can_sign_there_is_asked(who: str) -> None:
    special = a_special()
    signer = {
        "oneself": lambda: special.account,
        "another area": lambda: a_signer(area="bristol"),
        "disabled": lambda: a_signer(disabled_at=clock.now()),
        "no right": lambda: an_account(grants=[Grant(Role.OPCC_ANALYST)]),
    }.get(who)
    with pytest.raises(Refused) as refused:
        service.enter(
            a_piece(), signer_id=signer().id if signer else None,
            signer_email="who@force.example" if who == "unknown address" else "", by=as_viewer(special.account),
        )  # fmt: skip
    assert codes(refused) == ["unknown_signer"]


def test_a_special_who_is_staff_too_is_not_among_their_own_signers() -> None:
    special = a_special(account=a_signer("Both"))
    names = [name for _, name in queries.list_signers(SPECIALS, "somerset", but=special.account_id)]
    a_signer("Other")
    assert "Both" not in names
    with pytest.raises(Refused) as refused:
        service.enter(a_piece(), signer_email=special.account.email, by=as_viewer(special.account))
    assert codes(refused) == ["unknown_signer"]


def test_a_skill_takes_three_pieces_and_no_more() -> None:
    special, signer = a_special(), a_signer()
    for state in (EvidenceState.SIGNED, EvidenceState.SIGNED, EvidenceState.WAITING, EvidenceState.SENT_BACK):
        an_evidence(special, signer, state=state)
    with pytest.raises(Refused) as refused:
        service.enter(a_piece(), signer_id=signer.id, by=as_viewer(special.account))
    assert codes(refused) == ["enough"]


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (a_piece("juggling"), "unknown_skill"),
        (a_piece(on=date(2100, 1, 1)), "duty_in_future"),
        (a_piece(on=date(2001, 1, 1)), "duty_before_service"),
    ],
)
def test_what_cannot_be_is_refused(piece: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        service.enter(piece, signer_id=a_signer().id, by=as_viewer(a_special().account))  # type: ignore[arg-type]
    assert codes(refused) == [code]


def test_who_has_left_enters_nothing() -> None:
    special = a_special()
    db.session.scalars(select(ServicePeriod)).one().ended_on = clock.today()
    with pytest.raises(Refused) as refused:
        service.enter(a_piece(), signer_id=a_signer().id, by=as_viewer(special.account))
    assert codes(refused) == ["not_serving"]


def test_who_serves_in_a_strand_without_skills_finds_no_such_page() -> None:
    member = a_volunteer(strand="farm_watch", rank=None, grade="member")
    with pytest.raises(NotFound):
        service.get_learner(as_viewer(member.account))


def test_several_are_signed_at_once_and_are_in_the_history() -> None:
    special, signer = a_special(), a_signer()
    pieces = [an_evidence(special, signer) for _ in range(3)]
    service.sign({piece.id: 1 for piece in pieces}, by=as_viewer(signer))
    (line,) = [one for one in queries.get_progress(queries.list_own(as_viewer(special.account))[0]).lines if one.signed]
    assert (line.skill.code, line.signed, line.is_complete) == (SKILL, 3, True)
    assert queries.count_to_sign(as_viewer(signer)) == 0


def test_one_that_was_changed_meanwhile_stops_all_of_them() -> None:
    special, signer = a_special(), a_signer()
    first, second = an_evidence(special, signer), an_evidence(special, signer)
    service.change(second.id, a_piece(what="Another story"), seen=1, signer_id=signer.id, by=as_viewer(special.account))
    with pytest.raises(Conflict):
        service.sign({first.id: 1, second.id: 1}, by=as_viewer(signer))


@pytest.mark.parametrize("who", ["another signer", "out of scope", "the special"])
def test_nobody_else_signs(who: str) -> None:
    signer = a_signer()
    special = a_special(account=a_signer("Both")) if who == "the special" else a_special()
    piece = an_evidence(special, signer)
    by = {
        "another signer": a_signer,
        "out of scope": lambda: a_signer(area="bristol"),
        "the special": lambda: special.account,
    }
    with pytest.raises((Refused, NotFound)) as stopped:
        service.sign({piece.id: 1}, by=as_viewer(by[who]()))
    assert isinstance(stopped.value, NotFound) is (who == "out of scope")


def test_the_database_refuses_a_signature_of_ones_own(session: Session) -> None:
    special = a_special()
    piece = an_evidence(special, a_signer())
    piece.state, piece.signed_by_id, piece.signed_at = EvidenceState.SIGNED, special.account_id, clock.now()
    with pytest.raises(DBAPIError, match="ck_skill_evidence_not_by_oneself"), session.begin_nested():
        session.flush()


def test_the_database_refuses_to_change_what_was_signed(session: Session) -> None:
    piece = an_evidence(a_special(), a_signer(), state=EvidenceState.SIGNED)
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(text("UPDATE skill_evidence SET what = 'x' WHERE id = :id"), {"id": piece.id})


def test_what_is_sent_back_is_told_changed_and_sent_again() -> None:
    special, signer = a_special(), a_signer()
    piece = an_evidence(special, signer)
    service.send_back(piece.id, words="Which grounds had you?", seen=1, by=as_viewer(signer))
    message = db.session.scalars(select(Message).where(Message.kind == "evidence_sent_back")).one()
    assert (message.account_id, message.particulars["words"]) == (special.account_id, "Which grounds had you?")
    again = service.change(piece.id, a_piece(), seen=2, signer_id=signer.id, by=as_viewer(special.account))
    assert (again.state, again.version) == (EvidenceState.WAITING, 3)


def test_what_is_signed_is_neither_changed_nor_taken_back() -> None:
    special, signer = a_special(), a_signer()
    piece = an_evidence(special, signer, state=EvidenceState.SIGNED)
    with pytest.raises(Conflict):
        service.take_back(piece.id, by=as_viewer(special.account))
    with pytest.raises(Conflict):
        service.change(piece.id, a_piece(), seen=1, signer_id=signer.id, by=as_viewer(special.account))


def test_what_is_taken_back_is_gone_for_the_signer() -> None:
    special, signer = a_special(), a_signer()
    piece = an_evidence(special, signer)
    service.take_back(piece.id, by=as_viewer(special.account))
    assert queries.list_to_sign(as_viewer(signer)) == []
    with pytest.raises(NotFound):
        queries.get_evidence(piece.id, as_viewer(signer))


def test_a_mentor_signs_at_once_what_they_saw_but_never_of_themselves() -> None:
    special, signer = a_special(), a_signer()
    piece = service.record_seen(special.id, a_piece(), by=as_viewer(signer))
    assert (piece.state, piece.signed_by_id) == (EvidenceState.SIGNED, signer.id)
    both = a_special(account=a_signer("Both"))
    with pytest.raises(Refused) as refused:
        service.record_seen(both.id, a_piece(), by=as_viewer(both.account))
    assert codes(refused) == ["own_evidence"]


def test_a_withdrawal_takes_it_out_of_the_count_and_leaves_it_as_it_was() -> None:
    special, signer = a_special(), a_signer()
    piece = an_evidence(special, signer, state=EvidenceState.SIGNED)
    service.withdraw(piece.id, reason="It was another officer's duty.", by=as_viewer(signer))
    (row,) = queries.list_evidence(special.id, SPECIALS)
    assert (row.state, row.counts, row.words) == (EvidenceState.SIGNED, False, "Withdrawn")
    assert queries.get_progress(service.get_learner(as_viewer(special.account))).signed_marks == 0
    with pytest.raises(Conflict):
        service.withdraw(piece.id, reason="Again", by=as_viewer(signer))


def test_a_status_rests_on_every_skill_it_needs() -> None:
    special, signer, coordinator = a_special(), a_signer(), a_coordinator()
    shown_for_directed(special, signer, but=1)
    with pytest.raises(Refused) as refused:
        service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=coordinator)
    assert codes(refused) == ["skills_missing"]
    service.record_seen(special.id, a_piece("road_collision"), by=as_viewer(signer))
    service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=coordinator)
    newest = db.session.scalars(select(GradePeriod).order_by(GradePeriod.id.desc())).first()
    assert newest is not None
    assert (newest.grade, newest.from_on) == ("directed", clock.today())
    with pytest.raises(Conflict):
        service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=coordinator)


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-8, "before_last_duty")])
def test_the_day_of_a_status(days: int, code: str) -> None:
    special = a_special()
    shown_for_directed(special, a_signer())
    on = clock.today() + timedelta(days=days)
    with pytest.raises(Refused) as refused:
        service.confirm_status(special.id, grade="directed", from_on=on, by=a_coordinator())
    assert codes(refused) == [code]


def test_a_status_is_confirmed_in_scope_and_never_ones_own() -> None:
    own = an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "somerset")])
    special = a_special(account=own)
    shown_for_directed(special, a_signer())
    with pytest.raises(NotFound):
        service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=a_coordinator("bristol"))
    with pytest.raises(NotFound):
        service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=as_viewer(a_signer()))
    with pytest.raises(Refused) as refused:
        service.confirm_status(special.id, grade="directed", from_on=clock.today(), by=as_viewer(own))
    assert codes(refused) == ["own_status"]


def test_who_is_ready_comes_first_then_who_waits_longest() -> None:
    signer, now = a_signer(), clock.now()
    ready, waits, waits_longer, idle = (a_special(last_name=name) for name in ("Ready", "Waits", "Longer", "Idle"))
    a_special(last_name="Done", grade="qualified")
    a_special(last_name="Elsewhere", area="bristol")
    shown_for_directed(ready, signer)
    an_evidence(waits, signer, sent_at=now - timedelta(days=3))
    an_evidence(waits_longer, signer, sent_at=now - timedelta(days=9))
    page = queries.list_progress(as_viewer(signer))
    assert [row.member.volunteer_id for row in page.rows] == [ready.id, waits_longer.id, waits.id, idle.id]
    assert (page.ready, page.total, page.rows[1].days_waited) == (1, 4, 9)


def test_a_signer_is_reminded_once_a_week() -> None:
    signer, monday = a_signer(), date(2026, 5, 4)
    an_evidence(a_special(), signer)
    assert service.list_signers_to_remind() == [signer.id]
    assert service.remind_signer(signer.id, on=monday)
    assert not service.remind_signer(signer.id, on=monday + timedelta(days=6))
    assert service.remind_signer(signer.id, on=monday + timedelta(days=7))
    assert db.session.scalar(select(func.count()).select_from(SigningReminder)) == 2
    (first, _) = db.session.scalars(select(Message.particulars).where(Message.kind == "evidence_waiting"))
    assert (first["how_many"], first["oldest"]) == ("1 piece of evidence", "0 days")


def test_every_act_is_in_the_history() -> None:
    special, signer = a_special(), a_signer()
    by = as_viewer(special.account)
    piece = service.enter(a_piece(), signer_id=signer.id, by=by)
    service.send_back(piece.id, words="More", seen=1, by=as_viewer(signer))
    service.change(piece.id, a_piece(), seen=2, signer_id=signer.id, by=by)
    service.sign({piece.id: 3}, by=as_viewer(signer))
    service.withdraw(piece.id, reason="No", by=as_viewer(signer))

    with unit_of_work():
        pass
    wanted = select(HistoryEntry.act).where(HistoryEntry.act.startswith("evidence_"))
    acts = db.session.scalars(wanted.order_by(HistoryEntry.id))
    assert list(acts) == [
        "evidence_entered", "evidence_sent_back", "evidence_changed", "evidence_signed", "evidence_withdrawn",
    ]  # fmt: skip
    assert db.session.scalar(select(func.count(Evidence.id))) == 1
