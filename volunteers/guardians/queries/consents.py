"""The consent behind an application, for those who judge its moves."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.guardians.models import Guardian, HealthForm
from volunteers.guardians.queries.guardians import BOTH, GuardianLine, line_of, list_guardians
from volunteers.guardians.rules import Consent, ConsentState, consent_of_all

HEALTH_CHECK = "health_and_permission"


@dataclass(frozen=True)
class Standing:
    """The guardians of one application and the consent of those who may be told. No consent where nobody was named."""

    guardians: tuple[GuardianLine, ...]
    consent: Consent | None

    @property
    def first(self) -> GuardianLine | None:
        """The one who is asked."""
        return next((each for each in self.guardians if each.place == 1), None)

    @property
    def shown(self) -> GuardianLine | None:
        """The one the young person is shown. That someone must not be told anything is nothing for them to read."""
        return self.first if self.first is not None and not self.first.is_undisclosed else None

    @property
    def may_ask_again(self) -> bool:
        """Whether a link would help: nobody has answered yet."""
        return self.consent is not None and self.consent.state in (ConsentState.NOT_ASKED, ConsentState.ASKED)

    @property
    def may_change(self) -> bool:
        """Whether the young person may name someone else: until consent stands."""
        return self.consent is not None and not self.consent.stands


def standing_of(application_id: int) -> Standing:
    """Who the guardians of an application are and where their consent stands."""
    guardians = tuple(list_guardians(application_id))
    if guardians:
        return Standing(guardians, _together(guardians))
    was_named = db.session.scalar(select(Guardian.id).where(Guardian.application_id == application_id).limit(1))
    return Standing((), consent_of_all(()) if was_named else None)


def consent_of(application_id: int) -> Consent | None:
    """The consent to taking part: it stands once it is given and confirmed by a call. None where nobody was named."""
    return standing_of(application_id).consent


def consents_of(application_ids: Sequence[int]) -> dict[int, Consent]:
    """The consents of many applications; one for which nobody was ever named is not in it."""
    if not application_ids:
        return {}
    rows = db.session.scalars(select(Guardian).where(Guardian.application_id.in_(application_ids)).options(*BOTH))
    found: dict[int, list[GuardianLine]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(line_of(row))
    return {number: _together([line for line in lines if not line.has_ended]) for number, lines in found.items()}


def awaits_coordinator(application_id: int, *, recorded: Collection[str]) -> bool:
    """Whether a guardian has done something that a coordinator has yet to act on.

    ``recorded`` are the codes of the checks that have been recorded: a health form that was sent waits for its own.
    """
    consent = consent_of(application_id)
    if consent is not None and consent.is_with_coordinator:
        return True
    sent = select(HealthForm.sent_at).where(HealthForm.application_id == application_id)
    return HEALTH_CHECK not in recorded and db.session.scalar(sent) is not None


def _together(lines: Sequence[GuardianLine]) -> Consent:
    """Someone who was named but is not asked, as a second guardian may be, takes nothing away from the first."""
    may_be_told = [line for line in lines if not line.is_undisclosed]
    asked = [line.consent for line in may_be_told if line.is_asked or line.place == 1]
    return consent_of_all(asked or [line.consent for line in may_be_told])
