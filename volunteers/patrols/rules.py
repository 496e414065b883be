"""Who may be whose tutor, and who may say how a patrol went."""

from collections.abc import Iterable
from dataclasses import dataclass

from volunteers.errors import Refusal

# A learner's patrol status on a day, and how they then patrolled.
WAYS = {"accompanied": "Accompanied", "directed": "Directed", "qualified": "Qualified"}
LEARNING = ("accompanied", "directed")
TUTORS = "qualified"
COORDINATOR = "A coordinator"


@dataclass(frozen=True)
class Person:
    """A Special as the rules see them today: their patrol status, and whether they serve and are cleared."""

    volunteer_id: int
    name: str
    grade: str | None
    serves: bool
    is_cleared: bool

    @property
    def learns(self) -> bool:
        return self.serves and self.grade in LEARNING


def refusals_to_tutor(learner: Person, tutor: Person, *, learners: int, most: int) -> list[Refusal]:
    """What stands in the way of someone becoming a learner's tutor; ``learners`` is how many they have already."""
    return list(_stands_in_the_way(learner, tutor, learners, most))


def way_words(grade: str | None) -> str:
    """How someone of a patrol status patrolled, in a word."""
    return WAYS.get(grade or "", "Before patrol")


def _stands_in_the_way(learner: Person, tutor: Person, learners: int, most: int) -> Iterable[Refusal]:
    if not learner.learns:
        yield Refusal("no_learner", f"{learner.name} is not on accompanied or directed patrol, so needs no tutor.")
    if learner.volunteer_id == tutor.volunteer_id:
        yield Refusal("own_tutor", "Nobody is their own tutor.", COORDINATOR)
        return
    if not tutor.serves:
        yield Refusal("not_serving", f"{tutor.name} does not serve as a Special today.", COORDINATOR)
        return
    if tutor.grade != TUTORS:
        yield Refusal("not_qualified", f"{tutor.name} is not a Qualified Special Constable.", COORDINATOR)
    if not tutor.is_cleared:
        words = f"{tutor.name} is not cleared for duty today: a clearance has run out."
        yield Refusal("not_cleared", words, "Whoever renews the clearance")
    if learners >= most:
        words = f"{tutor.name} has {learners} learners already, and one tutor takes {most} at most."
        yield Refusal("too_many", words, COORDINATOR)
