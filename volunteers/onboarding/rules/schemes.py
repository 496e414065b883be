"""A SpeedWatch scheme as coordinators see it: its people, its sites, and whether it works yet."""

from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal
from volunteers.places.rules.sites import SiteState, refusals_to_start

# The check that is passed by being placed in a scheme that works, or that has the people to start.
SCHEME_CHECK = "scheme_place"


@dataclass(frozen=True)
class SchemePerson:
    """Someone of a scheme: an applicant placed in it (``reference``), or a member (``volunteer_id``)."""

    name: str
    words: str
    reference: str | None = None
    volunteer_id: int | None = None


@dataclass(frozen=True)
class SchemeLine:
    """A scheme in a list. ``is_forming`` until it was started; ``needed`` is how many people that takes."""

    id: int
    name: str
    area: str
    people: int
    needed: int
    is_forming: bool
    started_on: date | None
    sites: tuple[SiteState, ...]
    on: date

    @property
    def may_use(self) -> int:
        """How many sites a session may stand at."""
        return sum(site.is_authorised_on(self.on) for site in self.sites)

    @property
    def is_whole(self) -> bool:
        """Whether an applicant placed here has a place: the scheme works, or there are enough people to start it."""
        return not self.is_forming or self.people >= self.needed

    @property
    def state(self) -> str:
        if not self.is_forming:
            return "Running"
        return "Can start" if not self.refusals else "Forming"

    @property
    def tone(self) -> str:
        return {"Running": "good", "Can start": "fair", "Forming": "waiting"}[self.state]

    @property
    def people_words(self) -> str:
        """How many people there are, and of how many while the scheme is forming."""
        return f"{self.people} of {self.needed}" if self.is_forming else str(self.people)

    @property
    def refusals(self) -> list[Refusal]:
        """What the scheme lacks before it can start; empty once it runs."""
        if not self.is_forming:
            return []
        return refusals_to_start(people=self.people, needed=self.needed, sites=list(self.sites), on=self.on)
