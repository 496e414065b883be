"""The check of a guardian's consent follows the consent itself: a pass on record is worth nothing once taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from volunteers.guardians.rules import Consent, ConsentState
from volunteers.onboarding.rules.checks import CheckState, RecordedCheck
from volunteers.strands.rules import Strand

CONSENT_CHECK = "guardian_consent"
BY_GUARDIAN = "the guardian"
# How the check stands while consent does not; where nobody was asked yet there is nothing to show.
STATES = {
    ConsentState.ASKED: CheckState.ASKED,
    ConsentState.TO_CONFIRM: CheckState.ASKED,
    ConsentState.REFUSED: CheckState.FAILED,
    ConsentState.WITHDRAWN: CheckState.FAILED,
}


def needs_consent(strand: Strand) -> bool:
    """Whether a guardian's consent is one of the checks of a strand."""
    return any(check.code == CONSENT_CHECK for check in strand.checks)


def judged_by_consent(
    records: Sequence[RecordedCheck], consent: Consent | None, *, on: date | None, at: datetime | None
) -> list[RecordedCheck]:
    """The checks as they count. Without a named guardian, as on older applications, what staff recorded stands.

    ``at`` is since when the consent stands as it does, ``on`` that day in London.
    """
    if consent is None or consent.stands:
        return list(records)
    others = [record for record in records if record.code != CONSENT_CHECK]
    state = STATES.get(consent.state)
    if state is None or at is None:
        return others
    known = next((record for record in records if record.code == CONSENT_CHECK), None)
    asked_on, result_on = (on, None) if state is CheckState.ASKED else (None, on)
    shown = RecordedCheck(CONSENT_CHECK, state, asked_on, result_on, None, None, BY_GUARDIAN, at, 0)
    return [*others, replace(shown, version=known.version) if known else shown]
