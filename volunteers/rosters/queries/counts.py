"""How many are on a duty, ask to be, wait, and still have to answer: counted beside the duty, in its own statement."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, true

from volunteers.rosters.models import Duty, Post, SignUp, SignUpState, Wait, WaitState

OPEN_SIGN_UPS = (SignUpState.CONFIRMED, SignUpState.REQUESTED)
# Of someone on a duty that wants it: they have not said that they read what they said yes to.
UNREAD = or_(SignUp.accepted_version.is_(None), SignUp.accepted_version < SignUp.seen_version)
OPEN_WAITS = (WaitState.WAITING, WaitState.OFFERED)


@dataclass(frozen=True)
class Tally:
    """The numbers of one duty. ``to_confirm`` must still say yes to a change, ``to_accept`` read the briefing."""

    places: int
    confirmed: int
    requested: int
    waiting: int
    to_confirm: int
    to_accept: int

    @property
    def free(self) -> int:
        return self.places - self.confirmed


def with_tally(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The query of duties with six columns more at its end, which ``tally_of`` reads."""
    places = select(func.sum(Post.places).label("places")).where(Post.duty_id == Duty.id).lateral("places_of_duty")
    confirmed = SignUp.state == SignUpState.CONFIRMED
    people = (
        select(
            func.count().filter(confirmed).label("confirmed"),
            func.count().filter(SignUp.state == SignUpState.REQUESTED).label("requested"),
            func.count().filter(confirmed, SignUp.seen_version < Duty.version).label("to_confirm"),
            func.count().filter(confirmed, Duty.must_accept, UNREAD).label("to_accept"),
        )
        .where(SignUp.duty_id == Duty.id, SignUp.state.in_(OPEN_SIGN_UPS))
        .lateral("people_of_duty")
    )
    waits = (
        select(func.count().label("waiting"))
        .where(and_(Wait.duty_id == Duty.id, Wait.state.in_(OPEN_WAITS)))
        .lateral("waits_of_duty")
    )
    counted = query.add_columns(
        func.coalesce(places.c.places, 0), people.c.confirmed, people.c.requested, waits.c.waiting,
        people.c.to_confirm, people.c.to_accept,
    )  # fmt: skip
    return counted.join(places, true()).join(people, true()).join(waits, true())


def tally_of(row: Any) -> Tally:
    """The numbers at the end of a row of such a query."""
    return Tally(*(int(number) for number in row[-6:]))
