"""What the rules of the roster look at: one volunteer and one duty, with all that is known of both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from volunteers.availability.rules import Availability
from volunteers.people.rules import Standing
from volunteers.rosters.rules.diary import Diary
from volunteers.rosters.rules.facts import DutyFacts, Engagement, PostFacts
from volunteers.rosters.rules.team import Team
from volunteers.rosters.rules.wording import Pronouns
from volunteers.strands.rules import Party, Strand

COORDINATOR = Party.COORDINATOR.label
TRAINER = Party.TRAINER.label
SUPERVISOR = "the duty's supervisor"


ANYONE, UNSAID = Team(), Availability()


@dataclass(frozen=True)
class Case:
    """Everything a check may look at. ``standing`` is None when the volunteer does not belong to the strand at all.

    ``team`` is left out where nobody else matters, such as when someone already on a duty is looked at. ``own_act``
    says that they do it themselves: the last day to sign up, and who gives the places, concern nobody else.
    """

    duty: DutyFacts
    standing: Standing | None
    engagements: Sequence[Engagement]
    strand: Strand
    now: datetime
    today: date
    to: Pronouns
    team: Team = ANYONE
    availability: Availability = UNSAID
    own_act: bool = False

    @cached_property
    def others(self) -> Diary:
        """Their other duties."""
        return Diary.of(self.engagements).without(self.duty.duty_id)

    def giving_up(self, *duty_ids: int) -> "Case":
        """The same as though they had given up other duties: for a swap."""
        return replace(self, engagements=Diary.of(self.engagements).without(*duty_ids))


def as_if_free(case: Case, post: PostFacts, *, leaves: int | None = None) -> tuple[Case, PostFacts]:
    """The same as though one more place of the post were free: it is on offer to them, or someone leaves it to them."""
    team = case.team if leaves is None else case.team.without(leaves)
    return replace(case, team=team), replace(post, taken=post.taken - 1)
