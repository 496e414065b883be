"""What people call what is stored by its code; a code that is no longer known is read as words."""

from collections.abc import Callable

from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand


def strand_name(code: str) -> str:
    return _named(lambda: get_strand(code).name, code)


def area_name(code: str) -> str:
    return _named(lambda: current_force().area(code).name, code)


def rank_name(strand: str, code: str | None) -> str:
    """The rank, or what a member without one is called."""
    if code is None:
        member = _named(lambda: get_strand(strand).member, "member")
        return member[:1].upper() + member[1:]
    return _named(lambda: get_strand(strand).rank(code).name, code)


def grade_name(strand: str, code: str | None) -> str:
    return _named(lambda: get_strand(strand).grade(code).name, code) if code else ""


def clearance_name(code: str, strands: list[Strand]) -> str:
    """The check's name in the first of these strands that has it."""
    known = [check.name for strand in strands for check in strand.checks if check.code == code]
    return known[0] if known else in_words(code)


def in_words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _named(find: Callable[[], str], code: str) -> str:
    try:
        return find()
    except NotFound:
        return in_words(code)
