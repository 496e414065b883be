"""The list of conflicting occupations, as the force keeps it, and the strands that ask about it."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.forces.rules import Occupation as Listed
from volunteers.strands.definitions.eligibility_questions import occupation_choices
from volunteers.strands.models import Occupation
from volunteers.strands.queries.strands import all_strands, strands_of
from volunteers.strands.rules import Strand
from volunteers.strands.rules.occupations import with_listed


def with_occupations(strand: Strand, *, ended: bool = False) -> Strand:
    """The strand with the occupations that the force lists now, wherever eligibility is judged or answered; one query.

    With ``ended`` also those no longer offered, to read old answers. The force file's own list stands in while the
    force keeps none. A strand that does not ask about occupations is given back as it is, without a query.
    """
    if not any(rule.lists_occupations for rule in strand.eligibility):
        return strand
    kept = list_occupations()
    if not kept:
        return strand
    listed = tuple(
        Listed(each.code, each.name, each.outcome, each.note)
        for each in kept
        if strand.code in each.strands and (ended or not each.is_ended)
    )
    return _with(strand.code, current_force().code, listed)


def list_occupations() -> Sequence[Occupation]:
    """Every occupation the force has listed, in its order, ended ones among them."""
    every = select(Occupation).order_by(Occupation.position, Occupation.id)
    return db.session.scalars(every.execution_options(populate_existing=True)).all()


def list_offered() -> Sequence[Occupation]:
    """The occupations offered now, in their order."""
    return [each for each in list_occupations() if not each.is_ended]


def get_occupation(occupation_id: int) -> Occupation:
    """One occupation; raises ``NotFound``."""
    if (found := db.session.get(Occupation, occupation_id)) is None:
        raise NotFound(f"no occupation {occupation_id}")
    return found


def strands_asking() -> tuple[Strand, ...]:
    """The strands that ask about occupations."""
    return tuple(each for each in all_strands() if any(rule.lists_occupations for rule in each.eligibility))


@lru_cache(maxsize=32)
def _with(code: str, force: str, listed: tuple[Listed, ...]) -> Strand:
    """Made once for each list: what is cached by it, such as a form, is not made anew at every request."""
    strand = next(each for each in strands_of(force) if each.code == code)
    return with_listed(strand, occupation_choices(listed, strand.member))
