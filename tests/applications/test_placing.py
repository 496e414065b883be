"""An application takes a place of the opening it is for when it is sent, exactly, and gives it back when it ends."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_application
from tests.applications.test_races import AT_ONCE, all_at_once, real
from tests.openings.builders import an_opening
from tests.people.builders import as_viewer
from volunteers import clock
from volunteers.applications import service
from volunteers.applications.models import Application
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.openings.models import Opening
from volunteers.unit_of_work import unit_of_work

__all__ = ["real"]

STRAND = "special_constabulary"


def send(made: Application) -> Application:
    return service.submit(made.reference, declared=True, by=as_viewer(made.account))


def taken(session: Session) -> int:
    session.expire_all()
    return session.scalars(select(Opening.taken)).one()


def test_sending_takes_a_place_and_withdrawing_gives_it_back(session: Session) -> None:
    opening = an_opening(strand=STRAND, places=1)
    made = an_application(stage="draft", answers=answers_of())
    assert send(made).opening_id == opening.id
    assert taken(session) == 1
    service.withdraw(made.reference, reason="no_time", by=as_viewer(made.account))
    session.flush()
    assert taken(session) == 0


def test_without_any_opening_it_is_open_all_year(session: Session) -> None:
    assert send(an_application(stage="draft", answers=answers_of())).opening_id is None


@pytest.mark.parametrize(
    ("opens", "closes", "ended", "code"),
    [(5, 9, False, "upcoming"), (-9, -5, False, "closed"), (-5, 5, True, "closed")],
)
def test_what_is_not_open_takes_nothing_and_the_draft_stays(
    session: Session, opens: int, closes: int, *, ended: bool, code: str
) -> None:
    an_opening(strand=STRAND, opens=opens, closes=closes, starts=None, ended_at=clock.now() if ended else None)
    made = an_application(stage="draft", answers=answers_of())
    with pytest.raises(Refused) as refused:
        send(made)
    assert [refusal.code for refusal in refused.value.refusals] == [code]
    assert made.is_draft


def test_of_twenty_who_send_at_once_for_three_places_three_have_one(real: Flask) -> None:
    with real.app_context(), unit_of_work():
        an_opening(strand=STRAND, places=3)
        drafts = [an_application(stage="draft", answers=answers_of()) for _ in range(AT_ONCE)]
        people = iter([(made.reference, as_viewer(made.account)) for made in drafts])

    def one() -> str:
        reference, by = next(people)
        try:
            return service.submit(reference, declared=True, by=by).stage
        except Refused as refused:
            db.session.rollback()
            return refused.refusals[0].code

    given = all_at_once(real, one)
    assert sorted(given) == ["full"] * (AT_ONCE - 3) + ["submitted"] * 3
    with real.app_context():
        assert taken(db.session()) == 3
