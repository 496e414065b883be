"""Reviews written, changed and agreed to; and who is due."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_volunteer, as_viewer
from tests.records.builders import a_review, a_signer, a_special
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import ServicePeriod
from volunteers.records import queries, service
from volunteers.records.service import ReviewWords

pytestmark = pytest.mark.usefixtures("session")


def words(**more: object) -> ReviewWords:
    held = clock.today()
    said = {
        "held_on": held,
        "went_well": "Calm.",
        "what_next": "Statements.",
        "next_due_on": held + timedelta(days=365),
    }
    return ReviewWords(**{**said, **more})  # type: ignore[arg-type]


def test_the_volunteer_is_told_reads_it_and_agrees_with_words_of_their_own() -> None:
    special, writer = a_special(), a_signer()
    review = service.write_review(special.id, SPECIALS, words(), by=as_viewer(writer))
    message = db.session.scalars(select(Message).where(Message.kind == "review_written")).one()
    assert (message.account_id, message.particulars["number"]) == (special.account_id, review.id)
    service.agree(review.id, own_words="I want to learn to drive.", seen=1, by=as_viewer(special.account))
    found = queries.get_own_review(review.id, as_viewer(special.account))
    assert (found.is_agreed, found.own_words) == (True, "I want to learn to drive.")


def test_once_both_agreed_nobody_changes_it(session: Session) -> None:
    special, writer = a_special(), a_signer()
    review = a_review(special, writer, agreed=True)
    with pytest.raises(Conflict):
        service.change_review(review.id, words(), seen=1, by=as_viewer(writer))
    with pytest.raises(Conflict):
        service.agree(review.id, own_words="Other", seen=1, by=as_viewer(special.account))
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(text("UPDATE reviews SET went_well = 'x' WHERE id = :id"), {"id": review.id})


def test_nobody_agrees_to_what_was_changed_under_them() -> None:
    special, writer = a_special(), a_signer()
    review = a_review(special, writer)
    service.change_review(review.id, words(went_well="Otherwise"), seen=1, by=as_viewer(writer))
    with pytest.raises(Conflict):
        service.agree(review.id, own_words="", seen=1, by=as_viewer(special.account))
    with pytest.raises(Conflict):
        service.change_review(review.id, words(), seen=1, by=as_viewer(writer))


def test_only_its_writer_changes_it_and_nobody_writes_or_reads_their_own_as_staff() -> None:
    special, both = a_special(), a_signer("Both")
    review = a_review(special, a_signer())
    with pytest.raises(Refused) as refused:
        service.change_review(review.id, words(), seen=1, by=as_viewer(a_signer("Other")))
    assert refused.value.refusals[0].code == "not_writer"
    own = a_special(account=both)
    with pytest.raises(Refused) as refused:
        service.write_review(own.id, SPECIALS, words(), by=as_viewer(both))
    assert refused.value.refusals[0].code == "own_review"
    with pytest.raises(NotFound):
        queries.get_review(a_review(own, a_signer()).id, as_viewer(both))


def test_out_of_scope_there_is_no_such_review() -> None:
    special = a_special()
    review, elsewhere = a_review(special, a_signer()), as_viewer(a_signer(area="bristol"))
    with pytest.raises(NotFound):
        queries.get_review(review.id, elsewhere)
    with pytest.raises(NotFound):
        service.write_review(special.id, SPECIALS, words(), by=elsewhere)
    with pytest.raises(NotFound):
        queries.get_own_review(review.id, as_viewer(a_special().account))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"held_on": date(2100, 1, 1), "next_due_on": date(2101, 1, 1)}, "held_in_future"),
        ({"next_due_on": date(2001, 1, 1)}, "next_not_after"),
    ],
)
def test_days_that_cannot_be_are_refused(more: dict[str, date], code: str) -> None:
    with pytest.raises(Refused) as refused:
        service.write_review(a_special().id, SPECIALS, words(**more), by=as_viewer(a_signer()))
    assert refused.value.refusals[0].code == code


def test_those_due_are_listed_the_longest_overdue_first() -> None:
    today, signer = clock.today(), a_signer()
    never = a_special(last_name="Never", started_on=clock.add_months(today, -14))
    soon = a_special(last_name="Soon", started_on=clock.add_months(today, -60))
    a_review(soon, signer, held_on=clock.add_months(today, -11))
    agreed = a_special(last_name="Agreed", started_on=clock.add_months(today, -60))
    a_review(agreed, signer, agreed=True)
    a_special(last_name="New", started_on=today)
    a_volunteer(last_name="Unreviewed", strand="farm_watch", rank=None, grade="member", started_on=date(2001, 1, 1))
    page = queries.list_due(as_viewer(signer))
    assert [row.member.volunteer_id for row in page.rows] == [never.id, soon.id]
    assert (page.overdue, page.total, page.rows[1].waits_for_agreement) == (1, 2, True)


def test_who_came_back_is_reviewed_so_many_months_after_coming_back() -> None:
    today, signer = clock.today(), a_signer()
    special = a_special(started_on=clock.add_months(today, -60))
    a_review(special, signer, held_on=clock.add_months(today, -40))
    first = db.session.scalars(select(ServicePeriod)).one()
    first.ended_on = clock.add_months(today, -30)
    db.session.add(
        ServicePeriod(volunteer_id=special.id, strand=SPECIALS, area="somerset", rank=first.rank, started_on=today)
    )
    db.session.flush()
    due = queries.due_for(queries.list_own(as_viewer(special.account))[0])
    assert due is not None
    assert due.on == clock.add_months(today, 12)
