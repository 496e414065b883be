"""Which level of vetting someone needs, and which levels serve for it."""

from collections.abc import Sequence

from volunteers.forces.rules import VettingLevel

NOT_SET = "The force has not said which level"


def level_wanted(check_level: str, role_level: int | None) -> str:
    """The code of the level: that of the role where the role has one, else that of the check; empty where nobody said.

    A Police Support Volunteer is vetted as non-police personnel (NPPV) at the level of the role; everyone else at the
    level that the page of the strand names.
    """
    return f"nppv_{role_level}" if role_level else check_level


def levels_serving(wanted: str, levels: Sequence[VettingLevel]) -> tuple[VettingLevel, ...]:
    """The levels that may be granted: the one wanted and those above it, lowest first; all where none is wanted."""
    codes = [level.code for level in levels]
    return tuple(levels[codes.index(wanted) :] if wanted in codes else levels)


def name_of(code: str | None, levels: Sequence[VettingLevel]) -> str:
    """The name of a level; a level that the force no longer lists by its code."""
    if not code:
        return NOT_SET
    return next((level.name for level in levels if level.code == code), code.replace("_", " ").upper())
