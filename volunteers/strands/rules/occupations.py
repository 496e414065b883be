"""What may stand in the force's list of occupations, and how the list becomes the answers of a strand's question."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from volunteers.errors import Refusal
from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.rules.eligibility import Choice
from volunteers.strands.rules.strand import Strand

LONGEST_CODE = 60
NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")
OUTCOME_WORDS = {
    OccupationOutcome.ALLOW: "Can apply",
    OccupationOutcome.REFER: "Can apply; a person looks at it first",
    OccupationOutcome.REFUSE: "Cannot apply",
}


@dataclass(frozen=True)
class OccupationDraft:
    """An occupation as an administrator enters it. ``after`` is the row it stands after; None for the first place."""

    name: str
    outcome: OccupationOutcome
    note: str
    strands: tuple[str, ...]
    after: int | None


def refusals_of_occupation(
    draft: OccupationDraft, *, taken: Collection[str], asked_by: Collection[str]
) -> list[Refusal]:
    """Why a draft will not do; ``taken`` are the names of the others, ``asked_by`` the strands that ask for one."""
    refusals = []
    if draft.name.casefold() in {name.casefold() for name in taken}:
        refusals.append(Refusal("name_taken", f"“{draft.name}” is in the list already."))
    if not draft.strands or not set(draft.strands) <= set(asked_by):
        refusals.append(Refusal("no_strand", "Choose at least one kind of volunteering that asks about occupations."))
    return refusals


def code_of(name: str, taken: Collection[str]) -> str:
    """What an answer that chooses this occupation is stored as: from the name, unlike any other, ``none`` included."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = NOT_IN_A_CODE.sub("_", plain).strip("_")[:LONGEST_CODE] or "occupation"
    known = {*taken, "none", "conflict"}
    number, code = 2, stem
    while code in known:
        number, code = number + 1, f"{stem}_{number}"
    return code


def in_order(ids: Sequence[int], moved: int, after: int | None) -> list[int]:
    """The list with one row in its new place: after another, or first."""
    others = [each for each in ids if each != moved]
    place = others.index(after) + 1 if after in others else 0
    return [*others[:place], moved, *others[place:]]


def with_listed(strand: Strand, listed: tuple[Choice, ...]) -> Strand:
    """The strand with these answers, in place of those that came from the list, before its own."""
    rules = tuple(
        replace(rule, choices=(*listed, *(choice for choice in rule.choices if not choice.is_listed)))
        if rule.lists_occupations
        else rule
        for rule in strand.eligibility
    )
    return replace(strand, eligibility=rules)
