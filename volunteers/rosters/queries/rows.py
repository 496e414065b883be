"""What every page says of a duty and of a post, in words made once in Python rather than in each template."""

from dataclasses import dataclass
from datetime import datetime

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.forces.queries import current_force
from volunteers.rosters.rules import PostFacts, hours_words, in_words, lasting, minutes_between
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class DutyWords:
    """When and where, in words: ``day`` is "Friday 4 December 2026", ``hours`` "6pm to 11pm", ``lasts`` "5 hours"."""

    id: int
    title: str
    area: str
    meeting_place: str
    day: str
    hours: str
    lasts: str


@dataclass(frozen=True)
class PostRow:
    """A post on a duty's page: what it asks for, in words, and what stands between the reader and it."""

    id: int
    name: str
    places: int
    taken: int
    asks: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, post_id: int, strand: Strand, post: PostFacts, refusals: tuple[Refusal, ...] = ()) -> "PostRow":
        """A post of a strand's duty, from its facts."""
        grades = [grade.name for grade in strand.grades if grade.code in post.grades]
        asks = ([" or ".join(grades)] if grades else []) + [called for _, called in post.needed()]
        return cls(post_id, post.name, post.places, post.taken, tuple(asks), refusals)

    @property
    def free(self) -> int:
        return self.places - self.taken

    @property
    def free_words(self) -> str:
        """3 of 4 places free, or that none is."""
        if not self.free:
            return "The only place is taken" if self.places == 1 else f"All {self.places} places are taken"
        return f"{self.free} of {self.places} place{'' if self.places == 1 else 's'} free"

    @property
    def is_open(self) -> bool:
        return not self.refusals


def words_of(
    duty_id: int, title: str, area: str, meeting_place: str, starts_at: datetime, ends_at: datetime
) -> DutyWords:
    """A duty's words from the columns of its row."""
    starts, ends = clock.in_london(starts_at), clock.in_london(ends_at)
    day = f"{starts:%A} {in_words(starts.date())}"
    lasts = lasting(minutes_between(starts_at, ends_at))
    return DutyWords(duty_id, title, area_name(area), meeting_place, day, hours_words(starts, ends), lasts)


def area_name(code: str) -> str:
    """An area as people call it; a code the force file no longer has is shown as it is."""
    return current_force().area_names.get(code, code)
