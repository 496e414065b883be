"""The quarters that were counted. They are sealed and hold small numbers: nothing but a release is made from them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from volunteers.extensions import db, sealing_key
from volunteers.monitoring.rules import key_for
from volunteers.sealing import unseal_bytes
from volunteers.trends.disclosure.quarters import QuarterCounts
from volunteers.trends.models import CountedQuarter
from volunteers.trends.rules.representation.tallies import Tally, read_tally

SEALED = b"volunteers.trends.counted_quarters"


def frozen_quarters(until: date) -> list[QuarterCounts]:
    """The quarters counted for good up to a cut-off, oldest first, none left out between. For making releases alone.

    Raises ``SealBroken`` where a quarter was sealed under another key.
    """
    rows = select(CountedQuarter).where(CountedQuarter.frozen_at.is_not(None), CountedQuarter.cut_off <= until)
    found = db.session.scalars(rows.order_by(CountedQuarter.cut_off))
    return [QuarterCounts(row.cut_off, open_tally(row).counts) for row in found]


def has_frozen(cut_off: date) -> bool:
    """Whether the quarter that ends on a cut-off was counted for good."""
    row = db.session.get(CountedQuarter, cut_off)
    return row is not None and row.frozen_at is not None


def find_last_frozen() -> date | None:
    """The latest cut-off that was counted for good."""
    frozen = select(func.max(CountedQuarter.cut_off)).where(CountedQuarter.frozen_at.is_not(None))
    return db.session.scalar(frozen)


def list_frozen_tallies(first: date, last: date) -> Sequence[tuple[date, Tally]]:
    """What was counted for good of the quarters that end from one day to another, both included."""
    rows = db.session.scalars(
        select(CountedQuarter).where(
            CountedQuarter.frozen_at.is_not(None), CountedQuarter.cut_off >= first, CountedQuarter.cut_off <= last
        )
    )
    return [(row.cut_off, open_tally(row)) for row in rows]


def open_tally(row: CountedQuarter) -> Tally:
    """What a counted quarter holds."""
    return read_tally(unseal_bytes(row.sealed, key=quarters_key(), place=row.place))


def quarters_key() -> bytes:
    """The key that counted quarters are sealed under, which opens nothing else."""
    return key_for(SEALED, sealing_key())
