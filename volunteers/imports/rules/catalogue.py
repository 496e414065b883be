"""What the force has, to choose from: kinds of volunteering, areas, units, ranks, grades, what may be held."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.imports.rules.matching import Choice, meaning, plain
from volunteers.imports.rules.targets import Held

# Where the same target may be chosen only for a kind of volunteering, its code stands before the choice's own.
BETWEEN = "/"


@dataclass(frozen=True)
class KindOfVolunteering:
    """A strand as far as an import needs it. Ages are in whole years, both included."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    ranks: tuple[Choice, ...] = ()
    grades: tuple[Choice, ...] = ()

    @property
    def lowest_rank(self) -> str | None:
        return self.ranks[0].code if self.ranks else None

    @property
    def as_choice(self) -> Choice:
        return Choice(self.code, self.name, self.also)


@dataclass(frozen=True)
class UnitChoice:
    """A unit; without a strand it serves all of them."""

    id: int
    name: str
    strand: str | None
    area: str

    def serves(self, strand: str, area: str) -> bool:
        return self.area == area and self.strand in (None, strand)


@dataclass(frozen=True)
class Catalogue:
    """Everything a value may stand for."""

    strands: tuple[KindOfVolunteering, ...]
    areas: tuple[Choice, ...]
    units: tuple[UnitChoice, ...]
    held: tuple[Held, ...]
    end_reasons: tuple[Choice, ...]

    def strand(self, code: str) -> KindOfVolunteering:
        return next(one for one in self.strands if one.code == code)

    def held_of(self, kind: str) -> tuple[Held, ...]:
        return tuple(one for one in self.held if one.kind == kind)

    def choices(self, target: str) -> tuple[Choice, ...]:
        """What may be chosen for a value of this column."""
        if target in {"rank", "grade"}:
            return tuple(
                Choice(f"{strand.code}{BETWEEN}{one.code}", f"{strand.name}: {one.name}", (one.name, *one.also))
                for strand in self.strands
                for one in (strand.ranks if target == "rank" else strand.grades)
            )
        if target == "unit":
            names = {area.code: area.name for area in self.areas}
            return tuple(Choice(str(one.id), f"{one.name} ({names.get(one.area, one.area)})") for one in self.units)
        return {
            "strand": tuple(one.as_choice for one in self.strands),
            "area": self.areas,
            "end_reason": self.end_reasons,
            "clearance": tuple(Choice(one.code, one.name, one.also) for one in self.held_of("clearance")),
            "qualification": tuple(Choice(one.code, one.name, one.also) for one in self.held_of("qualification")),
        }[target]

    def is_known(self, target: str, value: str) -> bool:
        """Whether a value needs no asking: it names one choice, or one in each kind of volunteering that has it."""
        if target == "unit":
            return any(plain(one.name) == plain(value) for one in self.units)
        if target in {"rank", "grade"}:
            kinds = [one.ranks if target == "rank" else one.grades for one in self.strands]
            return any(meaning(value, choices) is not None for choices in kinds)
        return meaning(value, self.choices(target)) is not None

    def find(self, target: str, value: str, strand: str | None, area: str | None) -> str | None:
        """The choice that a value names for someone of a strand in an area; None when it names none, or several."""
        if target == "unit":
            return self._find_unit(value, strand, area)
        if target in {"rank", "grade"}:
            if strand is None:
                return None
            kind = self.strand(strand)
            return meaning(value, kind.ranks if target == "rank" else kind.grades)
        return meaning(value, self.choices(target))

    def _find_unit(self, value: str, strand: str | None, area: str | None) -> str | None:
        named = [one for one in self.units if plain(one.name) == plain(value)]
        here = [one for one in named if strand and area and one.serves(strand, area)]
        return str(here[0].id) if len(here) == 1 else None


def own_choice(choice: str, strand: str | None) -> str | None:
    """A rank or grade that was chosen for a value, for someone of a strand; None when it is another strand's."""
    kind, _, code = choice.partition(BETWEEN)
    return code if kind == strand else None


def unit_of(units: Sequence[UnitChoice], choice: str) -> UnitChoice | None:
    """The unit that was chosen for a value."""
    return next((one for one in units if str(one.id) == choice), None)
