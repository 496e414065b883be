"""The health and permission form of a cadet for one night or event: who is asked, and whether it is there.

A form is needed for every event. Where the force lets one form cover some weeks of unit evenings, a form that was given
for one of them counts for the others of that unit until it runs out or is taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ASK_AGAIN_AFTER = timedelta(hours=20)


class PermissionState(StrEnum):
    """How far one form has come, as it is stored."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class FormState(StrEnum):
    """Whether a cadet has a form for a night: as it is stored, or why there is none."""

    NOT_ASKED = "not_asked"
    NOBODY = "nobody"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "not_asked": "Form missing: not asked yet",
            "nobody": "Form missing: nobody we may write to",
            "asked": "Form missing: asked, no answer",
            "given": "Form in",
            "refused": "May not take part",
            "withdrawn": "Form taken back",
        }[self]

    @property
    def why_not(self) -> str:
        """Why a cadet without it cannot be there, in words."""
        return {
            "not_asked": "nobody has been asked for it",
            "nobody": "we have nobody to ask for it",
            "asked": "it has been asked for and has not come",
            "given": "",
            "refused": "their parent or guardian said no",
            "withdrawn": "their parent or guardian has taken it back",
        }[self]

    @property
    def tone(self) -> str:
        return {"given": "good", "refused": "poor", "withdrawn": "poor"}.get(self.value, "waiting")

    @property
    def is_missing(self) -> bool:
        return self in (FormState.NOT_ASKED, FormState.NOBODY, FormState.ASKED)


@dataclass(frozen=True)
class Night:
    """A night or event, as far as a form can cover it."""

    duty_id: int
    unit_id: int | None
    kind: str | None
    on: date
    starts_at: datetime


@dataclass(frozen=True)
class Form:
    """A form as it is stored. ``until_on`` is the last day on which it covers other events like its own."""

    night: Night
    state: PermissionState
    until_on: date | None = None
    withdrawn_at: datetime | None = None

    def stands_at(self, moment: datetime) -> bool:
        """Whether it was given, and not taken back before a moment."""
        if self.state is PermissionState.GIVEN:
            return True
        return self.withdrawn_at is not None and self.withdrawn_at > moment

    def covers(self, night: Night) -> bool:
        """Whether it is a form for some weeks of events like this night, and the night lies in them."""
        alike = (self.night.unit_id, self.night.kind) == (night.unit_id, night.kind)
        return self.until_on is not None and alike and self.night.on <= night.on <= self.until_on


def state_for(night: Night, forms: Iterable[Form]) -> FormState:
    """Whether a cadet with these forms has one for a night. A no to the very night beats a form for some weeks."""
    forms = list(forms)
    own = next((form for form in forms if form.night.duty_id == night.duty_id), None)
    if own is not None and own.state is not PermissionState.ASKED:
        return FormState.GIVEN if own.stands_at(night.starts_at) else FormState(own.state.value)
    covering = [form for form in forms if form.covers(night)]
    if any(form.stands_at(night.starts_at) for form in covering):
        return FormState.GIVEN
    if own is not None:
        return FormState.ASKED
    taken_back = any(form.state is PermissionState.WITHDRAWN for form in covering)
    return FormState.WITHDRAWN if taken_back else FormState.NOT_ASKED


def may_ask_again(asked_at: datetime | None, at: datetime) -> bool:
    """Nobody is written to about the same form twice in a day."""
    return asked_at is None or at >= asked_at + ASK_AGAIN_AFTER


def last_day_covered(on: date, weeks: int) -> date | None:
    """The last day a form given for an event on this day covers; None where it covers that event alone."""
    return on + timedelta(weeks=weeks) if weeks else None
