"""Choosing how one is told: by the person themself, and out of a group by the link in a mail of it."""

from collections.abc import Callable

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import MessageChoices
from volunteers.notifications.queries.choices import find_choices, forget_choices
from volunteers.notifications.rules.choices import GROUPS, NEVER_CHOSE, Choices, Way, refusals_to_choose
from volunteers.permissions import Viewer

CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "Your choices were changed while you had this page open, perhaps by the link in an e-mail. What you chose here is "
    "not saved yet. Look through it, and save again.",
)


def choose(choices: Choices, *, seen: int, by: Viewer) -> None:
    """Tell someone in the ways they choose from now on; groups that are not named stay as they are.

    ``seen`` is the version the page showed, 0 for none: ``Conflict`` when there is another by now. Refused for a way
    that a group does not have, quiet hours that are longer than half a day, and moments that reminders do not have.
    """
    refusals = refusals_to_choose(choices)
    if refusals:
        raise Refused(refusals)
    row = find_choices(by.account_id, for_change=True)
    if (row.version if row else 0) != seen:
        raise Conflict(CHANGED_MEANWHILE)

    def change(row: MessageChoices) -> None:
        for group, way in choices.ways.items():
            setattr(row, group, way)
        row.quiet_begins = choices.quiet.begins if choices.quiet else None
        row.quiet_ends = choices.quiet.ends if choices.quiet else None
        row.reminder_hours = sorted(choices.reminders, reverse=True)

    _change(row, by.account_id, change)


def leave_group(account_id: int, group: str) -> bool:
    """Tell someone no more of a group, as whoever has the link in a mail of it asks; whether it may be left."""
    if group not in GROUPS or not GROUPS[group].may_be_off:
        return False
    row = find_choices(account_id, for_change=True)
    if row is None or row.chosen.way(group) is not Way.OFF:
        _change(row, account_id, lambda row: setattr(row, group, Way.OFF))
    return True


def _change(row: MessageChoices | None, account_id: int, change: Callable[[MessageChoices], None]) -> None:
    before = row.chosen if row else NEVER_CHOSE
    if row is None:
        row = MessageChoices(account_id=account_id, reminder_hours=list(NEVER_CHOSE.reminders), version=0)
        for group in GROUPS:
            setattr(row, group, Way.USUAL)
        db.session.add(row)
    change(row)
    row.version, row.changed_at = row.version + 1, clock.now()
    db.session.flush()
    forget_choices()
    changed = {group: row.chosen.way(group) for group in GROUPS if row.chosen.way(group) is not before.way(group)}
    record("message_choices_changed", subject="account", subject_id=account_id, by=account_id, **changed)
