"""An opening as the pages show it, judged on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from volunteers.forces.queries import current_force
from volunteers.forces.rules import SupportRole
from volunteers.openings.models import Opening
from volunteers.openings.rules import OpeningState, in_words, places_in_words, refusal_to_take
from volunteers.places.models import Unit
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class OpeningLine:
    """One opening on one day. ``area`` is a code of the force file, None where it is for the whole force."""

    id: int
    strand: str
    unit_id: int | None
    unit_name: str | None
    area: str | None
    role: str | None
    title: str
    words: str
    opens_on: date
    closes_on: date
    orientation_on: date | None
    starts_on: date | None
    places: int | None
    taken: int
    version: int
    is_ended: bool
    state: OpeningState

    @property
    def is_open(self) -> bool:
        return self.state is OpeningState.OPEN

    @property
    def is_full(self) -> bool:
        return self.state is OpeningState.FULL

    @property
    def is_upcoming(self) -> bool:
        return self.state is OpeningState.UPCOMING

    @property
    def is_closed(self) -> bool:
        return self.state is OpeningState.CLOSED

    @property
    def strand_page(self) -> Strand:
        """The strand it is an opening of."""
        return get_strand(self.strand)

    @property
    def area_name(self) -> str | None:
        return current_force().area(self.area).name if self.area else None

    @property
    def place_words(self) -> str:
        """Where one would serve."""
        if self.unit_name is None:
            return f"Anywhere in {current_force().short_name}"
        return f"{self.unit_name}, {self.area_name}"

    @property
    def places_words(self) -> str:
        """How many places are left, or there will be; empty where they are not limited, or none can be taken."""
        if self.is_upcoming and self.places:
            return "1 place" if self.places == 1 else f"{self.places} places"
        return places_in_words(self.places, self.taken) if self.is_open else ""

    @property
    def taken_count(self) -> str:
        """7 of 20; the number alone where there is no limit."""
        return str(self.taken) if self.places is None else f"{self.taken} of {self.places}"

    @property
    def taken_words(self) -> str:
        return f"{self.taken_count} {'place' if self.taken_count == '1' else 'places'} taken"

    @property
    def state_words(self) -> str:
        """How it stands, in words, with the day it opens where that is ahead."""
        words = {OpeningState.OPEN: "Open now", OpeningState.FULL: "Full", OpeningState.CLOSED: "Closed"}
        return words.get(self.state) or f"Opens {in_words(self.opens_on)}"

    @property
    def state_name(self) -> str:
        """How it stands, in a word or two."""
        return "Opens soon" if self.is_upcoming else self.state_words

    @property
    def tone(self) -> str:
        tones = {OpeningState.OPEN: "good", OpeningState.FULL: "waiting", OpeningState.UPCOMING: "fair"}
        return tones.get(self.state, "quiet")

    @property
    def why_not(self) -> str:
        """Why nobody can apply at the moment; empty while they can, and where the state says it already."""
        refusal = None if self.is_upcoming else refusal_to_take(self.state, self.opens_on)
        return refusal.message if refusal else ""

    @property
    def role_name(self) -> str | None:
        return self._role.name if self._role else None

    @property
    def role_words(self) -> str | None:
        """What one does in the role."""
        return self._role.words if self._role else None

    @property
    def _role(self) -> SupportRole | None:
        return next((role for role in current_force().roles if role.code == self.role), None)

    @property
    def may_be_changed(self) -> bool:
        return not self.is_ended

    @property
    def may_be_closed(self) -> bool:
        return not self.is_closed

    @property
    def as_query(self) -> dict[str, Any]:
        """Its unit and role as they stand in the address of a page."""
        given = {"unit": self.unit_id, "role": self.role}
        return {name: value for name, value in given.items() if value is not None}


def select_openings() -> Select[Opening, str, str]:
    """Every opening with the name and the area of its unit, None where it has none."""
    rows = select(Opening, Unit.name, Unit.area).outerjoin(Unit, Unit.id == Opening.unit_id)
    return rows.execution_options(populate_existing=True)  # places are counted past the session, in the table itself


def line_of(opening: Opening, unit_name: str | None, area: str | None, on: date) -> OpeningLine:
    """The opening as it stands on a day."""
    return OpeningLine(
        opening.id, opening.strand, opening.unit_id, unit_name, area, opening.role, opening.title, opening.words,
        opening.opens_on, opening.closes_on, opening.orientation_on, opening.starts_on, opening.places, opening.taken,
        opening.version, opening.ended_at is not None, opening.state_on(on),
    )  # fmt: skip
