"""Telling volunteers, and those who coordinate them, that a place they hold is at risk: once for each reason."""

from collections.abc import Sequence

from sqlalchemy import select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.people.queries.lapses import list_to_tell
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, SignUp
from volunteers.rosters.models.at_risk import PlaceAtRisk
from volunteers.rosters.queries.at_risk import AtRisk, at_risk_of, told_of, words_for
from volunteers.rosters.queries.rows import DutyWords
from volunteers.rosters.queries.to_free import is_told
from volunteers.rosters.service.telling import is_adult


def tell_of_risks(volunteer_id: int) -> int:
    """Tell a volunteer of the places that came to be at risk, and of those that are not any more; how many of both.

    Each reason is told once, whoever runs this and how often: their row is held meanwhile. Nothing is sent about
    someone who died.
    """
    volunteer, email = db.session.execute(
        select(Volunteer, Account.email)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Volunteer.id == volunteer_id)
        .with_for_update(of=Volunteer, key_share=True)
    ).one()
    told, at_risk = told_of(volunteer_id), {one.sign_up_id: one for one in at_risk_of(volunteer_id)}
    new = [one for one in at_risk.values() if _is_new(one, told.get(one.sign_up_id))]
    clear = [row for row in told.values() if row.sign_up_id not in at_risk]
    for one in at_risk.values():
        _write_down(one, told.get(one.sign_up_id))
    for row in clear:
        row.cleared_at = clock.now()
    if is_told(volunteer_id):
        _tell_of_new(new, volunteer, email)
        _tell_of_clear(words_for([row.sign_up_id for row in clear]), volunteer, email)
    if new or clear:
        record("told_of_places_at_risk", subject="volunteer", subject_id=volunteer_id, by=None, at_risk=len(new),
               clear=len(clear))  # fmt: skip
    return len(new) + len(clear)


def tell_coordinators() -> int:
    """Send each coordinator the number of places in their scope that came to be at risk; how many were written to.

    At most once for each: of two runs at once, one has the rows.
    """
    now = clock.now()
    rows = db.session.execute(
        select(PlaceAtRisk.id, Duty.strand, Duty.area)
        .join(SignUp, SignUp.id == PlaceAtRisk.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(PlaceAtRisk.staff_told_at.is_(None), PlaceAtRisk.cleared_at.is_(None), Duty.starts_at > now)
        .with_for_update(of=PlaceAtRisk, skip_locked=True)
    ).all()
    if not rows:
        return 0
    db.session.execute(
        update(PlaceAtRisk).where(PlaceAtRisk.id.in_([row.id for row in rows])).values(staff_told_at=now)
    )
    counts = [(viewer, sum(_is_theirs(viewer, row.strand, row.area) for row in rows)) for viewer in list_to_tell()]
    for viewer, total in counts:
        if total:
            _tell_coordinator(viewer, total)
    return sum(1 for _, total in counts if total)


def _is_new(one: AtRisk, row: PlaceAtRisk | None) -> bool:
    return row is None or not set(one.codes) <= set(row.codes)


def _write_down(one: AtRisk, row: PlaceAtRisk | None) -> None:
    now, codes = clock.now(), list(one.codes)
    if row is None:
        db.session.add(PlaceAtRisk(sign_up_id=one.sign_up_id, codes=codes, told_at=now))
        return
    if _is_new(one, row):
        row.told_at, row.staff_told_at = now, None
    row.codes = codes


def _is_theirs(viewer: Viewer, strand: str, area: str) -> bool:
    return viewer.may_in(Permission.DUTY_ASSIGN, strand, area)


def _tell_of_new(places: Sequence[AtRisk], volunteer: Volunteer, email: str) -> None:
    if not places:
        return
    duties = [[_named(one.words), [refusal.message for refusal in one.refusals]] for one in places]
    notify(
        MessageKind.PLACES_AT_RISK, to=email, account_id=volunteer.account_id, subject=("volunteer", volunteer.id),
        expires_at=clock.start_of_day(max(one.first_on for one in places)), to_adult=is_adult(volunteer),
        of_strand=places[0].strand_code, name=volunteer.first_name, total=len(places), duties=duties,
    )  # fmt: skip


def _tell_of_clear(duties: Sequence[DutyWords], volunteer: Volunteer, email: str) -> None:
    if not duties:
        return
    notify(
        MessageKind.PLACES_CLEAR, to=email, account_id=volunteer.account_id, subject=("volunteer", volunteer.id),
        to_adult=is_adult(volunteer), name=volunteer.first_name, total=len(duties),
        duties=[_named(words) for words in duties],
    )  # fmt: skip


def _tell_coordinator(viewer: Viewer, total: int) -> None:
    account = db.session.get_one(Account, viewer.account_id)
    notify(
        MessageKind.PLACES_AT_RISK_COUNTED, to=account.email, account_id=account.id, to_adult=True, total=total
    )  # fmt: skip


def _named(words: DutyWords) -> str:
    return f"{words.title}, {words.day}, {words.hours}"
