"""Telling those who look after duties which of them are short of people: once for each duty, in one mail a person."""

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Permission
from volunteers.rosters.models.cover import ShortDutyAlert
from volunteers.rosters.queries.short_duties import ShortDuty, list_short_duties, list_to_alert

MOST_NAMED = 20


def tell_of_short_duties() -> int:
    """Write to each coordinator and supervisor about the short duties of their scope; how many were written to.

    Each duty is claimed by its row, so that of two runs at once one tells of it, and no later one again.
    """
    claimed = _claim(list_short_duties())
    told = 0
    for viewer, email in list_to_alert() if claimed else ():
        theirs = [one for one in claimed if viewer.may_in(Permission.DUTY_ASSIGN, one.strand, one.area)]
        if theirs:
            named = "\n".join(f"- {one.line}" for one in theirs[:MOST_NAMED])
            notify(
                MessageKind.DUTIES_SHORT, to=email, account_id=viewer.account_id, to_adult=True, total=len(theirs),
                list=named, more=max(0, len(theirs) - MOST_NAMED),
            )  # fmt: skip
            told += 1
    return told


def _claim(duties: list[ShortDuty]) -> list[ShortDuty]:
    if not duties:
        return []
    rows = [{"duty_id": one.id, "told_at": clock.now()} for one in duties]
    written = insert(ShortDutyAlert).values(rows).on_conflict_do_nothing().returning(ShortDutyAlert.duty_id)
    ours = set(db.session.scalars(written))
    return [one for one in duties if one.id in ours]
