"""The skills that members of a strand show on duty before they reach a status, each signed by whoever saw it."""

from dataclasses import dataclass

from volunteers.errors import NotFound


@dataclass(frozen=True)
class Skill:
    """Something a member shows on duty. ``needed_for`` is the first grade that needs it; None where it is desirable."""

    code: str
    name: str
    explains: str
    needed_for: str | None = None

    @property
    def is_mandatory(self) -> bool:
        return self.needed_for is not None

    @property
    def in_a_sentence(self) -> str:
        """The name with a small letter, but for one that begins with initials such as CCTV."""
        return self.name if self.name[1:2].isupper() else self.name[:1].lower() + self.name[1:]


@dataclass(frozen=True)
class SkillList:
    """Every skill of a strand, each to be shown so many ``times``; ``confirm`` when the force must confirm the list."""

    times: int
    skills: tuple[Skill, ...]
    confirm: bool = False

    def skill(self, code: str) -> Skill:
        """The skill of that code; raises ``NotFound``."""
        for skill in self.skills:
            if skill.code == code:
                return skill
        raise NotFound(f"no skill {code!r}")
