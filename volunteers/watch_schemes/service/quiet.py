"""Schemes that nothing was heard of: asked whether they still run, and what their coordinator answers."""

from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import LinkPurpose
from volunteers.people.service import make_link
from volunteers.strands.rules import in_words
from volunteers.watch_schemes.models import WatchScheme
from volunteers.watch_schemes.queries.people import STRAND, list_coordinators
from volunteers.watch_schemes.rules import SchemeState
from volunteers.watch_schemes.service.signs import show_life

AT_ONCE = 100
# An answer that comes late is an answer still.
LATE = timedelta(days=180)


def ask_quiet(*, most: int = AT_ONCE) -> int:
    """Ask the coordinators of some schemes that have been quiet too long; how many schemes, none once all were asked.

    A scheme without coordinators is marked all the same: it stands on the list of staff.
    """
    times = current_force().watch_schemes
    before = clock.start_of_day(clock.add_months(clock.today(), -times.quiet_months))
    quiet = db.session.scalars(
        select(WatchScheme)
        .where(WatchScheme.asked_at.is_(None), WatchScheme.last_sign_at < before)
        .where(WatchScheme.state.in_([SchemeState.FORMING, SchemeState.ACTIVE]))
        .order_by(WatchScheme.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    people = list_coordinators([scheme.unit_id for scheme in quiet])
    answer = timedelta(days=times.answer_days)
    for scheme in quiet:
        scheme.asked_at, scheme.state = clock.now(), SchemeState.INACTIVE
        record("watch_scheme_asked", subject="watch_scheme", subject_id=scheme.id, by=None)
        for one in people[scheme.unit_id]:
            notify(
                MessageKind.WATCH_STILL_RUNNING, to=one.email, account_id=one.account_id, to_adult=True,
                of_strand=STRAND.value, name=one.first_name, scheme=scheme.unit.name,
                answer_by=in_words(clock.today() + answer),
                token=make_link(LinkPurpose.WATCH_SCHEME, scheme.id, lasts=answer + LATE),
            )  # fmt: skip
    return len(quiet)


def say_still_running(scheme_id: int, *, by_account_id: int | None = None) -> None:
    """The scheme runs, its coordinator says, by the link they were sent or on their page. Twice does nothing more."""
    scheme = db.session.scalars(select(WatchScheme).where(WatchScheme.id == scheme_id).with_for_update()).one()
    if scheme.state is SchemeState.CLOSED:
        return
    show_life(scheme)
    record("watch_scheme_runs", subject="watch_scheme", subject_id=scheme.id, by=by_account_id)
