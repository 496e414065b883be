"""The page of a guardian who is asked for a form, by their link."""

from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import PermissionState
from volunteers.extensions import db
from volunteers.guardians.queries import GuardianLine, get_guardian
from volunteers.people.models import Account, LinkPurpose, Volunteer
from volunteers.people.queries import open_link
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries import DutyWords, words_of


@dataclass(frozen=True)
class AskedPage:
    """What, where and when, who leads, what the risks are; and what was answered so far."""

    form: EventPermission
    duty: Duty
    guardian: GuardianLine
    words: DutyWords
    leads: str

    @property
    def is_answered(self) -> bool:
        return self.form.state is not PermissionState.ASKED

    @property
    def is_yes(self) -> bool:
        return self.form.state is PermissionState.GIVEN

    @property
    def answer_words(self) -> str:
        name = self.guardian.young_person
        return {
            PermissionState.ASKED: "",
            PermissionState.GIVEN: f"You said that {name} may take part.",
            PermissionState.REFUSED: f"You said that {name} may not take part.",
            PermissionState.WITHDRAWN: f"You took your permission for {name} back.",
        }[self.form.state]

    @property
    def may_answer(self) -> bool:
        """Until it begins; a form for some weeks can be taken back, and given again, until they are over."""
        until = self.form.until_on
        return self.duty.starts_at > clock.now() or (until is not None and until >= clock.today())


def find_by_link(token: str) -> AskedPage | None:
    """The page a link opens now; None once it is over, or where the guardian may see nothing any more.

    Raises ``NotFound`` for a token that is none.
    """
    link = open_link(token, LinkPurpose.EVENT_PERMISSION)
    found = db.session.execute(
        select(EventPermission, Duty, Volunteer, Account.full_name)
        .join(Duty, Duty.id == EventPermission.duty_id)
        .join(Volunteer, Volunteer.id == EventPermission.volunteer_id)
        .join(Account, Account.id == Duty.created_by_id)
        .where(EventPermission.id == link.subject_id, Duty.state == DutyState.PUBLISHED)
    ).one_or_none()
    if not link.is_good or found is None:
        return None
    form, duty, _, planner = found
    if form.guardian_id is None:
        return None
    guardian = get_guardian(form.guardian_id)
    if not guardian.sight.is_whole:
        return None
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    return AskedPage(form, duty, guardian, words, planner)
