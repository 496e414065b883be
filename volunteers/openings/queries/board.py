"""All openings on one page, in the order of what people can do about them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.openings.models import Opening
from volunteers.openings.queries.lines import OpeningLine
from volunteers.openings.queries.public import list_openings
from volunteers.openings.rules import is_open_all_year
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class Board:
    """What is open, opens soon, or is full or closed; and the strands that take people all year."""

    open: tuple[OpeningLine, ...]
    upcoming: tuple[OpeningLine, ...]
    over: tuple[OpeningLine, ...]
    all_year: tuple[Strand, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.upcoming or self.over or self.all_year)


def get_board(on: date, *, strand: str | None = None, area: str | None = None) -> Board:
    """The openings of a day, narrowed to a strand and an area where these are given."""
    lines = list_openings(strand, on, area=area)
    upcoming = sorted((line for line in lines if line.is_upcoming), key=lambda line: (line.opens_on, line.id))
    over = [line for line in lines if line.is_full or line.is_closed]
    return Board(
        open=tuple(line for line in lines if line.is_open),
        upcoming=tuple(upcoming),
        over=tuple(sorted(over, key=lambda line: (line.is_closed, line.strand, line.place_words))),
        all_year=_all_year(strand),
    )


def _all_year(wanted: str | None) -> tuple[Strand, ...]:
    """The strands that never had an opening and may be joined at any time."""
    with_openings = set(db.session.scalars(select(Opening.strand).distinct()))
    return tuple(
        strand
        for strand in all_strands()
        if wanted in (None, strand.code) and strand.code not in with_openings and is_open_all_year(strand.code)
    )
