"""How far a member has come on the way to the next status, skill by skill and in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.strands.rules import Grade, Skill, Strand

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class SkillLine:
    """One skill: how often it is to be shown, how often that was signed, and how many pieces wait for a signature."""

    skill: Skill
    times: int
    signed: int
    waiting: int
    needed_for: str
    is_needed_next: bool

    @property
    def is_complete(self) -> bool:
        return self.signed >= self.times

    @property
    def missing(self) -> int:
        return max(0, self.times - self.signed)

    @property
    def takes_more(self) -> bool:
        """Whether another piece would count once those that wait are signed."""
        return self.signed + self.waiting < self.times

    @property
    def marks(self) -> tuple[str, ...]:
        """One for each time: signed, waiting or empty."""
        signed = min(self.signed, self.times)
        waiting = min(self.waiting, self.times - signed)
        return ("signed",) * signed + ("waiting",) * waiting + ("empty",) * (self.times - signed - waiting)

    @property
    def words(self) -> str:
        """The same in words, for who does not see the marks."""
        said = f"{min(self.signed, self.times)} of {self.times} signed"
        return f"{said}, {self.waiting} waiting" if self.waiting else said


@dataclass(frozen=True)
class SkillGroup:
    """The skills that one status needs first, or the desirable ones."""

    name: str
    lines: tuple[SkillLine, ...]

    @property
    def done(self) -> int:
        return sum(line.is_complete for line in self.lines)


@dataclass(frozen=True)
class Progress:
    """All skills of a strand, the next status and what is missing for it; no next status when the last is reached."""

    lines: tuple[SkillLine, ...]
    following: Grade | None

    @property
    def groups(self) -> tuple[SkillGroup, ...]:
        """The lines by what they are needed for, in order."""
        names = dict.fromkeys(line.needed_for for line in self.lines)
        return tuple(SkillGroup(name, tuple(line for line in self.lines if line.needed_for == name)) for name in names)

    @property
    def needed(self) -> tuple[SkillLine, ...]:
        return tuple(line for line in self.lines if line.is_needed_next)

    @property
    def to_go(self) -> tuple[SkillLine, ...]:
        return tuple(line for line in self.needed if not line.is_complete)

    @property
    def done(self) -> int:
        return len(self.needed) - len(self.to_go)

    @property
    def is_ready(self) -> bool:
        return self.following is not None and not self.to_go

    @property
    def signed_marks(self) -> int:
        return sum(min(line.signed, line.times) for line in self.needed)

    @property
    def all_marks(self) -> int:
        return sum(line.times for line in self.needed)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def words(self) -> str:
        """What is missing for the next status: 11 of 29 skills to go; statement taking needs two more."""
        if self.following is None:
            return "Every status is reached."
        if self.is_ready:
            return f"Ready for {self.following.name}"
        said = f"{len(self.to_go)} of {len(self.needed)} skills to go"
        nearest = max(self.to_go, key=lambda line: line.signed)
        return f"{said}; {nearest.skill.in_a_sentence} needs {_in_letters(nearest.missing)} more"


def next_status(strand: Strand, grade: str | None) -> Grade | None:
    """The first status reached by showing skills that comes after a grade; None when there is none."""
    if strand.skills is None:
        return None
    by_skills = {skill.needed_for for skill in strand.skills.skills}
    codes = [one.code for one in strand.grades]
    reached = codes.index(grade) if grade in codes else -1
    return next((one for place, one in enumerate(strand.grades) if place > reached and one.code in by_skills), None)


def progress_of(strand: Strand, grade: str | None, counts: Mapping[str, tuple[int, int]]) -> Progress:
    """How a member stands, given how many pieces of each skill are signed and wait. Mandatory skills come first."""
    if strand.skills is None:
        return Progress((), None)
    following = next_status(strand, grade)
    lines = []
    for skill in strand.skills.skills:
        signed, waiting = counts.get(skill.code, (0, 0))
        needed_for = strand.grade(skill.needed_for).name if skill.needed_for else "Desirable"
        is_next = bool(following and skill.needed_for and strand.reaches(following.code, skill.needed_for))
        lines.append(SkillLine(skill, strand.skills.times, signed, waiting, needed_for, is_next))
    return Progress(tuple(sorted(lines, key=lambda line: not line.skill.is_mandatory)), following)


def _in_letters(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
