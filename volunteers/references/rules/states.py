"""How far asking a referee has come, and what someone who opens the link sees."""

from enum import StrEnum


class RefereeState(StrEnum):
    """How far asking one person has come."""

    NAMED = "named"
    ASKED = "asked"
    STARTED = "started"
    GIVEN = "given"
    DECLINED = "declined"
    BOUNCED = "bounced"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """In words, as staff read it."""
        return {
            "named": "Not asked yet",
            "asked": "Asked",
            "started": "Begun",
            "given": "Given",
            "declined": "Declined",
            "bounced": "Not reached",
            "replaced": "Replaced",
        }[self]

    @property
    def tone(self) -> str:
        """How the words are coloured; the colour only repeats them."""
        if self is RefereeState.GIVEN:
            return "good"
        if self in NEEDS_ANOTHER:
            return "poor"
        return "waiting" if self in WAITING else "quiet"


# With the referee, who is reminded.
WAITING = frozenset({RefereeState.ASKED, RefereeState.STARTED})
# The applicant has to correct the address or name someone else.
NEEDS_ANOTHER = frozenset({RefereeState.DECLINED, RefereeState.BOUNCED})
# May still be answered by whoever holds the link. A reminder can bounce after the first message arrived.
ANSWERABLE = WAITING | {RefereeState.BOUNCED}
REPLACEABLE = frozenset(RefereeState) - {RefereeState.GIVEN, RefereeState.REPLACED}


class DeclineReason(StrEnum):
    """Why someone gives no reference, chosen by themself."""

    NOT_WELL_ENOUGH = "not_well_enough"
    NOT_ALLOWED = "not_allowed"
    NO_TIME = "no_time"
    RATHER_NOT = "rather_not"
    NOT_ME = "not_me"

    @property
    def label(self) -> str:
        return {
            "not_well_enough": "I do not know them well enough",
            "not_allowed": "I am not allowed to give references",
            "no_time": "I do not have the time",
            "rather_not": "I would rather not say",
            "not_me": "I am not the right person: I do not know them",
        }[self]


class Door(StrEnum):
    """What stands behind a link to a reference."""

    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"
    EXPIRED = "expired"

    @property
    def heading(self) -> str:
        """The heading of the page of a link that leads to nothing more. None of these pages names anyone."""
        return CLOSED_WORDS[self][0]

    @property
    def words(self) -> str:
        """What that page says."""
        return CLOSED_WORDS[self][1]

    @property
    def is_thanks(self) -> bool:
        return self is Door.GIVEN

    @property
    def status(self) -> int:
        """The HTTP status of its page: a link that no longer leads to anything is gone."""
        return 410 if self in (Door.NOT_NEEDED, Door.EXPIRED) else 200


CLOSED_WORDS = {
    Door.GIVEN: ("Thank you for your reference", "We have it. You need do nothing more, and you can close this page."),
    Door.DECLINED: ("Thank you for telling us", "We do not write to you about this again. You can close this page."),
    Door.NOT_NEEDED: (
        "This reference is no longer needed",
        "You need do nothing, and we do not write to you about it again. Thank you for your time.",
    ),
    Door.EXPIRED: (
        "The time for this reference is over",
        "This link has run out, so you can no longer use it. If we still need your help, we send you a new one.",
    ),
}


def door_of(state: RefereeState, *, is_ended: bool, is_expired: bool, has_closed: bool) -> Door:
    """What a link opens now. ``has_closed`` says that the application it was for has ended.

    What has been given or declined stays so, however old the link is.
    """
    if state is RefereeState.GIVEN:
        return Door.GIVEN
    if state is RefereeState.DECLINED:
        return Door.DECLINED
    if is_ended or has_closed or state not in ANSWERABLE:
        return Door.NOT_NEEDED
    return Door.EXPIRED if is_expired else Door.OPEN
