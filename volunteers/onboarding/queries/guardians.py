"""The guardians behind an application, for the coordinator who rings them."""

from dataclasses import dataclass
from typing import Any

from volunteers.errors import NotFound
from volunteers.guardians.queries import (
    GuardianLine,
    HealthRecord,
    Standing,
    find_health,
    health_values,
    standing_of,
)
from volunteers.guardians.rules import Consent, HealthRow, health_rows
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.rules import needs_consent
from volunteers.permissions import Permission, Viewer


@dataclass(frozen=True)
class CaseGuardians:
    """Who the guardians of an application are, and what this viewer may do about them."""

    standing: Standing
    health: HealthRecord | None
    may_act: bool
    may_read_health: bool

    @property
    def consent(self) -> Consent:
        if self.standing.consent is None:
            raise AssertionError("shown only where somebody was named")
        return self.standing.consent

    @property
    def tone(self) -> str:
        """How the state of consent is coloured."""
        if self.consent.stands:
            return "good"
        return "poor" if self.consent.is_no or self.consent.is_with_coordinator else "waiting"

    @property
    def health_may_be_opened(self) -> bool:
        return self.may_read_health and self.health is not None and self.health.is_sent


def find_case_guardians(case: CaseFile, viewer: Viewer) -> CaseGuardians | None:
    """The guardians, for those who move applications; None where nobody was ever named."""
    application = case.application
    if not needs_consent(case.strand) or not case.is_whole:
        return None
    standing = standing_of(application.id)
    if standing.consent is None:
        return None
    pair = (application.strand, application.area)
    return CaseGuardians(
        standing,
        find_health(application.id),
        may_act=not case.is_own and not case.stage.is_final and viewer.may_in(Permission.GUARDIAN_CONFIRM, *pair),
        may_read_health=not case.is_own and viewer.may_in(Permission.HEALTH_READ, *pair),
    )


def get_case_guardian(case: CaseFile, guardian_id: int, viewer: Viewer) -> GuardianLine:
    """One of the guardians a viewer may act on; raises ``NotFound``."""
    found = find_case_guardians(case, viewer)
    for line in found.standing.guardians if found and found.may_act else ():
        if line.id == guardian_id:
            return line
    raise NotFound(f"no guardian {guardian_id} for this viewer")


def get_health_rows(case: CaseFile, viewer: Viewer) -> list[HealthRow]:
    """The health form that was sent, in words; raises ``NotFound``. Callers note first who reads it."""
    found = find_case_guardians(case, viewer)
    if found is None or not found.health_may_be_opened:
        raise NotFound("no health form for this viewer")
    values: dict[str, Any] = health_values(case.application.id)
    return health_rows(values)
