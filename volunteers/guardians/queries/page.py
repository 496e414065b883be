"""The page of a guardian: what they may see of where things stand, and what is asked of them."""

from dataclasses import dataclass
from datetime import date, datetime

from volunteers.errors import NotFound
from volunteers.guardians.queries.guardians import GuardianLine, get_guardian
from volunteers.guardians.queries.health import HealthRecord, find_health
from volunteers.guardians.rules import Consent, Purpose
from volunteers.guardians.rules.stages import StageForGuardian, stage_in_words
from volunteers.people.models import LinkPurpose
from volunteers.people.queries import open_link

# From the stage at which the form is asked for, and for as long as a leader may need it.
HEALTH_ASKED_AT = ("paperwork", "own_clothes", "appointed")
OVER = ("unsuccessful", "withdrawn")


@dataclass(frozen=True)
class GuardianPage:
    """Where an application stands for one guardian. Where and when are shown only to one who was rung."""

    guardian: GuardianLine
    stage: StageForGuardian
    since: datetime
    is_over: bool
    health: HealthRecord | None
    health_is_asked: bool
    starts_on: date | None = None
    orientation_on: date | None = None
    unit: str = ""

    @property
    def consent(self) -> Consent:
        return self.guardian.consent

    @property
    def asks_answer(self) -> bool:
        """Whether they have yet to say yes or no."""
        return not self.guardian.has_answered and not self.is_over

    @property
    def shows_where_it_stands(self) -> bool:
        return self.guardian.sight.is_whole

    @property
    def takes_part(self) -> bool:
        """Whether their last word is that the young person may take part."""
        given = self.guardian.by_purpose[0].given
        return given is not None and given.is_yes

    @property
    def waits_for_call(self) -> bool:
        return self.consent.awaits_call and not self.is_over

    @property
    def may_change(self) -> bool:
        return self.guardian.has_answered and not self.is_over

    @property
    def may_fill_health(self) -> bool:
        return self.health_is_asked and self.shows_where_it_stands and self.takes_part

    @property
    def asked_now(self) -> str:
        """What the stage asks of them, while they agree and have not done it yet."""
        is_done = self.may_fill_health and not self.health_may_be_saved
        return self.stage.asked if self.takes_part and not is_done else ""

    @property
    def health_may_be_saved(self) -> bool:
        """Whether a half-done form may be kept: once it was sent, it stays whole."""
        return self.health is None or not self.health.is_sent

    @property
    def health_words(self) -> str:
        """How far the health form has come."""
        if self.health is None:
            return "Not started"
        return "Sent" if self.health.is_sent else "Started, not sent"


def find_by_link(token: str) -> GuardianLine | None:
    """The guardian a link opens a page for today; None when it has run out, ended, or they may see nothing any more.

    Raises ``NotFound`` for a token that is none. Why a link opens nothing is the same to everyone who holds it.
    """
    opened = open_link(token, LinkPurpose.GUARDIAN)
    if not opened.is_good:
        return None
    guardian = get_guardian(opened.subject_id)
    return guardian if guardian.sight.is_open else None


def page_of(
    guardian: GuardianLine,
    *,
    stage: str,
    since: datetime,
    unit: str = "",
    starts_on: date | None = None,
    orientation_on: date | None = None,
) -> GuardianPage:
    """The page for a guardian of an application at a stage; raises ``NotFound`` for one who may see nothing."""
    if not guardian.sight.is_open:
        raise NotFound("this guardian may not see anything")
    return GuardianPage(
        guardian=guardian, stage=stage_in_words(stage), since=since, is_over=stage in OVER,
        health=find_health(guardian.application_id), health_is_asked=stage in HEALTH_ASKED_AT,
        starts_on=starts_on, orientation_on=orientation_on, unit=unit,
    )  # fmt: skip


def purpose_of(word: str) -> Purpose:
    """The purpose at that place in a web address; raises ``NotFound``."""
    try:
        return Purpose(word.replace("-", "_"))
    except ValueError:
        raise NotFound(f"no purpose {word!r}") from None
