"""How people chose to be told."""

from collections.abc import Collection

from sqlalchemy import select

from volunteers.extensions import db, forget, remembered
from volunteers.notifications.models import MessageChoices
from volunteers.notifications.rules.choices import NEVER_CHOSE, Choices

REMEMBERED = "message choices"
# Whoever tells more people than this in one request or job reads what everybody chose, once.
ASKED_SINGLY = 3


class _Known:
    """What people chose, as far as it was read in this request or job: few are asked for singly, then all at once.

    So a message costs one statement at most, and however many messages a handful, without those who write them having
    to say in advance whom they will tell.
    """

    def __init__(self) -> None:
        self.found: dict[int, Choices] = {}
        self.is_whole = False

    def of(self, account_id: int) -> Choices:
        if account_id not in self.found and not self.is_whole:
            if len(self.found) < ASKED_SINGLY:
                row = find_choices(account_id)
                self.found[account_id] = row.chosen if row else NEVER_CHOSE
            else:
                self.found = {row.account_id: row.chosen for row in db.session.scalars(select(MessageChoices))}
                self.is_whole = True
        return self.found.get(account_id, NEVER_CHOSE)


def choices_of(account_id: int) -> Choices:
    """What someone chose, remembered for this request or job."""
    return remembered(REMEMBERED, _Known).of(account_id)


def forget_choices() -> None:
    """Read anew what people chose, for one of them has just changed it."""
    forget(REMEMBERED)


def find_choices(account_id: int, *, for_change: bool = False) -> MessageChoices | None:
    """The row of someone's choices; None for whoever never chose."""
    wanted = select(MessageChoices).where(MessageChoices.account_id == account_id)
    if for_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(wanted).one_or_none()


def reminder_hours(account_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """How many hours before a duty each of these is reminded of it, longest first; none for who wants no reminders."""
    chose = db.session.scalars(select(MessageChoices).where(MessageChoices.account_id.in_(account_ids)))
    found = {row.account_id: row.chosen for row in chose} if account_ids else {}
    return {each: found.get(each, NEVER_CHOSE).reminder_hours for each in account_ids}
