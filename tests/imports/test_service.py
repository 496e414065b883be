"""Files brought in, row for row, and taken back: exactly what came, and nothing half."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.imports.builders import (
    a_row,
    an_administrator,
    applied,
    as_csv,
    as_xlsx,
    checked,
    fresh,
    people,
    problems,
    received,
)
from tests.people.builders import a_volunteer, an_account
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.queries import verify
from volunteers.history.service import record
from volunteers.imports import jobs, queries, service
from volunteers.imports.models import ForceNumber, Import, ImportContent, ImportProblem, ImportRecord
from volunteers.imports.queries.touched import MADE_IN, find_remains
from volunteers.imports.rules import ImportState, Mode, SheetKind
from volunteers.notifications.models import Message
from volunteers.people.models import (
    Account,
    Clearance,
    GradePeriod,
    Qualification,
    RoleGrant,
    ServicePeriod,
    Volunteer,
)
from volunteers.people.models.serving import RankPeriod
from volunteers.people.service import begin_sign_in
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

WIDE = (
    "First name", "Surname", "DOB", "Email", "Collar no", "Area", "Date joined", "Date left", "Reason for leaving",
    "Vetting valid from", "Vetting reference", "First aid completed", "First aid expiry",
)  # fmt: skip


def rows_by_table() -> dict[str, int]:
    counts = {name: select(func.count()).select_from(db.metadata.tables[name]) for name in MADE_IN}
    return {name: db.session.scalar(counted) or 0 for name, counted in counts.items()}


def undone(found: Import, *, by: Any) -> Import:
    with unit_of_work():
        service.ask_to_undo(found.id, by=by)
    jobs.work([found.id])
    return fresh(found)


def test_everything_of_one_sheet_comes_in(session: Session) -> None:
    row = a_row(Area="Bristol", **{
        "Date joined": "25/09/2020", "Date left": "14/02/2024", "Reason for leaving": "Resignation",
        "Vetting valid from": "17/08/2020", "Vetting reference": "RV/204", "First aid completed": "",
        "First aid expiry": "30/06/2027",
    })  # fmt: skip
    row["First aid completed"] = "30/06/2024"
    found = applied(
        as_xlsx([row], WIDE), by=an_administrator(), name="all.xlsx", kind=SheetKind.EVERYTHING,
        same={"strand": "special_constabulary"},
    )  # fmt: skip
    assert found.state is ImportState.APPLIED, problems(found)
    person = session.scalars(select(Volunteer)).one()
    period = session.scalars(select(ServicePeriod)).one()
    assert (person.name, person.birth_date, person.account.email) == (
        "Alex Hughes",
        date(1990, 5, 17),
        "alex@example.org",
    )
    assert (period.rank, period.started_on, period.ended_on) == (
        "special_constable",
        date(2020, 9, 25),
        date(2024, 2, 14),
    )
    assert str(period.end_reason) == "resigned"
    clearance = session.scalars(select(Clearance)).one()
    assert (clearance.code, clearance.from_on, clearance.reference) == ("vetting", date(2020, 8, 17), "RV/204")
    assert session.scalars(select(Qualification.until_on)).one() == date(2027, 6, 30)
    assert session.scalars(select(ForceNumber.number)).one() == "7001"
    # Who has left cannot book duties.
    assert session.scalars(select(RoleGrant).where(RoleGrant.account_id == person.account_id)).all() == []
    assert session.scalars(select(Message)).all() == []


def test_what_came_is_in_the_history_and_its_chain_holds(session: Session) -> None:
    found = applied(as_csv(people(3)), by=an_administrator())
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.act == "import_applied")).one()
    assert (entry.subject_id, entry.details["sha256"], entry.details["rows"]) == (found.id, found.sha256, 3)
    ids = session.scalars(select(HistoryEntry.subject_id).where(HistoryEntry.act == "imported")).all()
    assert sorted(ids) == sorted(session.scalars(select(Volunteer.id)))
    assert verify().is_whole


def test_the_file_is_sealed_while_it_is_kept_and_erased_when_it_came_in(session: Session) -> None:
    by = an_administrator()
    found = checked(as_csv(people(2)), by=by)
    kept = session.scalars(select(ImportContent.sealed).where(ImportContent.import_id == found.id)).all()
    assert kept
    assert not any(b"Anna" in each or b"example" in each for each in kept)
    with unit_of_work():
        service.ask_to_apply(found.id, Mode.ALL, by=by)
    jobs.work([found.id])
    assert session.scalars(select(ImportContent).where(ImportContent.import_id == found.id)).all() == []


def test_without_an_address_they_have_an_account_that_reaches_nobody(session: Session) -> None:
    found = applied(as_csv([a_row(Email="")]), by=an_administrator())
    assert found.counts["without_email"] == 1
    assert session.scalars(select(Volunteer)).one().account.has_mail is False


def test_good_rows_only_leaves_the_bad_ones_out(session: Session) -> None:
    rows = [a_row(), a_row(Surname="Other", Email="o@example.org", Collar_no="", DOB="31/04/1990")]
    by = an_administrator()
    found = checked(as_csv(rows), by=by)
    with pytest.raises(Refused, match="rows with problems"):
        service.ask_to_apply(found.id, Mode.ALL, by=by)
    with unit_of_work():
        service.ask_to_apply(found.id, Mode.GOOD, by=by)
    jobs.work([found.id])
    assert [one.name for one in session.scalars(select(Volunteer))] == ["Alex Hughes"]
    assert len(problems(found)) == 1  # still there to be put right


def test_nothing_comes_in_where_nothing_is_good(session: Session) -> None:
    by = an_administrator()
    found = checked(as_csv([a_row(DOB="31/04/1990")]), by=by)
    with pytest.raises(Refused, match="No row"):
        service.ask_to_apply(found.id, Mode.GOOD, by=by)


def test_the_same_file_again_finds_nothing_new(session: Session) -> None:
    by = an_administrator()
    applied(as_csv(people(3)), by=by)
    again = checked(as_csv(people(3)), by=by)
    assert (again.counts["same"], again.counts["new"], again.counts["bad"]) == (3, 0, 0)
    assert again.reading["is_remembered"] is True
    assert len(queries.list_same_file(again.sha256, by)) == 1


def test_what_changed_since_the_check_sends_it_back_to_be_checked(session: Session) -> None:
    by = an_administrator()
    found = checked(as_csv(people(2)), by=by)
    with unit_of_work():
        service.ask_to_apply(found.id, Mode.ALL, by=by)
        an_account(Role.SUPERVISOR, email="p1@example.org")
    jobs.work([found.id])
    assert (fresh(found).state, rows_by_table()["volunteers"]) == (ImportState.CHECKING, 0)
    jobs.work([found.id])
    assert fresh(found).state is ImportState.CHECKED
    assert [code for _, _, code, _ in problems(found)] == ["of_staff"]


def test_a_process_that_dies_in_the_middle_leaves_nothing_and_the_sweep_goes_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = an_administrator()
    found = checked(as_csv(people(5)), by=by)
    with unit_of_work():
        service.ask_to_apply(found.id, Mode.ALL, by=by)
    before = rows_by_table()

    def dies(*_: Any, **__: Any) -> None:
        raise SystemExit  # after every row was written, before the commit

    with monkeypatch.context() as killed:
        killed.setattr("volunteers.imports.service.applying.record_each", dies)
        with pytest.raises(SystemExit):
            jobs.work([found.id])
    assert rows_by_table() == before
    assert fresh(found).state is ImportState.APPLYING
    jobs.sweep()  # another may be at it still
    assert fresh(found).state is ImportState.APPLYING
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        jobs.sweep()
    assert fresh(found).state is ImportState.APPLIED
    assert rows_by_table()["volunteers"] == before["volunteers"] + 5
    jobs.work([found.id])  # run twice
    assert rows_by_table()["volunteers"] == before["volunteers"] + 5


def test_what_never_comes_to_an_end_is_stopped_after_three_tries(session: Session) -> None:
    found = received(as_csv(people(1)), by=an_administrator())
    session.execute(update(Import).where(Import.id == found.id).values(state=ImportState.CHECKING, attempts=3))
    jobs.sweep()
    assert fresh(found).state is ImportState.STOPPED
    assert "three times" in fresh(found).stopped_because


def test_undo_removes_exactly_what_came(session: Session) -> None:
    by = an_administrator()
    account = an_account(Role.VOLUNTEER, email="p0@example.org", full_name="Annaa Berga")
    known = a_volunteer(
        account=account, first_name="Annaa", last_name="Berga", birth_date=date(1950, 1, 1), area="bristol",
        strand="police_support_volunteers", rank=None, grade="volunteer",
    )  # fmt: skip
    before = rows_by_table()
    found = applied(as_csv(people(4)), by=by)
    assert (found.counts["new"], found.counts["adds"]) == (3, 1)
    remains = find_remains(found.id)
    assert (remains.kept, remains.removed, remains.lessened) == (0, 3, 1)
    after = undone(found, by=by)
    assert (after.state, rows_by_table()) == (ImportState.UNDONE, before)
    assert [
        one.strand for one in session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == known.id))
    ] == ["police_support_volunteers"]
    assert session.scalars(select(ImportRecord)).all() == []
    assert verify().is_whole


@pytest.mark.parametrize("touch", ["signs in", "is renamed", "gains a grade", "is noted", "serves another way"])
def test_undo_keeps_those_with_whom_something_was_done(session: Session, touch: str) -> None:
    by = an_administrator()
    found = applied(as_csv(people(3)), by=by)
    person = session.scalars(select(Volunteer).order_by(Volunteer.id)).first()
    assert person is not None
    _touch(person, touch)
    session.flush()
    remains = find_remains(found.id)
    assert (remains.kept, remains.removed, remains.names) == (1, 2, ((person.id, person.name),))
    after = undone(found, by=by)
    assert [one.id for one in session.scalars(select(Volunteer))] == [person.id]
    assert (after.counts["kept"], after.counts["removed"]) == (1, 2)
    assert rows_by_table()["service_periods"] == 1


def _touch(person: Volunteer, how: str) -> None:
    if how == "signs in":
        begin_sign_in(person.account_id, lasts=timedelta(hours=1))
    elif how == "is renamed":
        person.first_name = "Maria"
    elif how == "gains a grade":
        db.session.add(GradePeriod(volunteer_id=person.id, strand="special_constabulary", grade="qualified",
                                   from_on=clock.today()))  # fmt: skip
    elif how == "is noted":
        with unit_of_work():
            record("status_changed", subject="volunteer", subject_id=person.id, by=None)
    else:
        period = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == person.id)).one()
        db.session.add(RankPeriod(service_period_id=period.id, rank="special_sergeant", from_on=clock.today(),
                                  recorded_at=clock.now()))  # fmt: skip


def test_undo_has_its_time(session: Session) -> None:
    by = an_administrator()
    found = applied(as_csv(people(1)), by=by)
    with time_machine.travel(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="more than 30 days"):
        service.ask_to_undo(found.id, by=by)
    undone(found, by=by)
    with pytest.raises(Conflict):
        service.ask_to_undo(found.id, by=by)


def test_only_its_maker_sees_into_a_file_and_cadets_are_for_the_cleared(session: Session) -> None:
    by, other = an_administrator(), an_administrator()
    found = checked(as_csv(people(1)), by=by)
    with pytest.raises(NotFound):
        queries.get_own(found.id, other)
    assert queries.get_import(found.id, other).id == found.id
    session.execute(update(Import).where(Import.id == found.id).values(has_cadets=True))
    with pytest.raises(NotFound):
        queries.get_import(found.id, an_administrator(for_children=False))


def test_given_up_or_forgotten_files_are_erased(session: Session) -> None:
    by = an_administrator()
    first, second = (checked(as_csv([a_row(DOB="31/04/1990")]), by=by) for _ in range(2))
    with unit_of_work():
        service.drop(first.id, by=by)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        jobs.erase_old()
    assert {fresh(first).state, fresh(second).state} == {ImportState.DROPPED}
    assert session.scalars(select(ImportContent)).all() == []
    assert session.scalars(select(ImportProblem)).all() == []


def test_a_workbook_of_several_sheets_is_asked_about(session: Session) -> None:
    by = an_administrator()
    found = received(as_xlsx([a_row()], Leavers=[["x", "y"]]), by=by, name="p.xlsx")
    assert (found.state, [one["name"] for one in found.reading["sheets"]]) == (
        ImportState.CHOOSING,
        ["People", "Leavers"],
    )
    with pytest.raises(Refused, match="one of the sheets"):
        service.choose_sheet(found.id, "Nowhere", by=by)
    with unit_of_work():
        service.choose_sheet(found.id, "People", by=by)
    jobs.work([found.id])
    assert (fresh(found).state, fresh(found).rows) == (ImportState.MATCHING, 1)


def test_no_account_is_made_twice(session: Session) -> None:
    account = an_account(Role.APPLICANT, email="alex@example.org", full_name="Alex Hughes")
    applied(as_csv([a_row()]), by=an_administrator())
    assert session.scalars(select(Volunteer.account_id)).one() == account.id
    assert session.scalar(select(func.count()).select_from(Account).where(Account.email == "alex@example.org")) == 1
