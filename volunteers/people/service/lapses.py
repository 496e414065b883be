"""Warning holders and coordinators that something runs out: each step once, whoever runs the job and how often."""

from datetime import date, timedelta

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.people.models.lapses import LapseDigest, LapseWarning
from volunteers.people.queries import lapses, names
from volunteers.people.queries.lapses import Lapsing
from volunteers.people.queries.qualification_kinds import qualification_names
from volunteers.people.rules.lapses import STEPS, HeldKind, step_due
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import in_words

# A coordinator who was never told is told of what was warned of in the last day.
FIRST_TIME = timedelta(days=1)


def warn(lapsing: Lapsing, *, on: date) -> bool:
    """Send the warning that is due about something on a date; False when there is none, or another run has sent it."""
    step = step_due(lapsing.until_on, on, lapsing.warned, is_renewed=lapsing.is_renewed)
    if step is None:
        return False
    is_check = lapsing.kind is HeldKind.CHECK
    written = db.session.scalar(
        insert(LapseWarning)
        .values(
            kind=lapsing.kind, subject_id=lapsing.subject_id, account_id=lapsing.account_id, code=lapsing.code,
            until_on=lapsing.until_on, days=step, warned_at=clock.now(),
            strand=lapsing.strands[0] if is_check else None, area=lapsing.area if is_check else None,
        )
        .on_conflict_do_nothing(constraint="uq_lapse_warnings_once")
        .returning(LapseWarning.id)
    )  # fmt: skip
    if written is None:
        return False
    _tell(lapsing, on=on)
    record(
        "warned_of_lapse", subject="application" if is_check else "volunteer", subject_id=lapsing.subject_id, by=None,
        held=lapsing.code, days=step,
    )  # fmt: skip
    return True


def tell_coordinator(viewer: Viewer, *, on: date) -> bool:
    """Send a coordinator the day's numbers, with a link and without a name; False when there is nothing new to say.

    At most once a day: of two runs at once, one does.
    """
    now = clock.now()
    since = lapses.last_told(viewer.account_id) or now - FIRST_TIME
    counts = lapses.untold(viewer, since)
    if not counts:
        return False
    claimed = db.session.scalar(
        insert(LapseDigest)
        .values(account_id=viewer.account_id, on=on, told_at=now)
        .on_conflict_do_nothing()
        .returning(LapseDigest.account_id)
    )
    account = db.session.get(Account, viewer.account_id)
    if claimed is None or account is None:
        return False
    notify(
        MessageKind.RUNNING_OUT, to=account.email, account_id=account.id, to_adult=True,
        expires_at=now + timedelta(days=1), total=sum(counts.values()),
        counts=[[step, counts[step]] for step in reversed(STEPS) if step in counts],
    )  # fmt: skip
    return True


def _tell(lapsing: Lapsing, *, on: date) -> None:
    """A message to the holder: what runs out, when, what that means and what to do."""
    known = [get_strand(code) for code in lapsing.strands]
    is_check, day_after = lapsing.kind is HeldKind.CHECK, lapsing.until_on + timedelta(days=1)
    if lapsing.kind is HeldKind.QUALIFICATION:
        what = qualification_names().get(lapsing.code) or names.in_words(lapsing.code)
    else:
        what = names.clearance_name(lapsing.code, known)
    notify(
        MessageKind.CHECK_RUNS_OUT if is_check else MessageKind.HOLDING_RUNS_OUT,
        to=lapsing.email, account_id=lapsing.account_id,
        subject=("application", lapsing.subject_id) if is_check else ("volunteer", lapsing.subject_id),
        expires_at=clock.start_of_day(day_after), of_strand=known[0].code.value,
        name=lapsing.name, what=what, until=in_words(lapsing.until_on), after=in_words(day_after),
        left=(lapsing.until_on - on).days, stops=_stops(lapsing), strand=known[0].name,
        contact=current_force().contact(known[0].code),
    )  # fmt: skip


def _stops(lapsing: Lapsing) -> str:
    """What its lapse stops: every duty, the duties that ask for it, or none."""
    if lapsing.kind is HeldKind.QUALIFICATION:
        return "some"
    needed = any(lapsing.code in get_strand(code).duty.clearances for code in lapsing.strands)
    return "all" if needed else "none"
