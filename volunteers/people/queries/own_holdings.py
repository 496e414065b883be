"""What a volunteer holds that runs out soon, for their own page."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import literal, select, union_all

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Clearance, Qualification
from volunteers.people.queries import names
from volunteers.people.queries.qualification_kinds import qualification_names
from volunteers.people.rules import HeldRow, Holding, held_row
from volunteers.strands.queries import all_strands

CLEARANCE, QUALIFICATION = "clearance", "qualification"


def list_running_out(volunteer_id: int, *, days: int) -> list[HeldRow]:
    """The clearances and qualifications that end within so many days, or ended as long ago, the first to end first."""
    today, within = clock.today(), timedelta(days=days)
    held: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    both = union_all(
        *(
            select(literal(kind).label("kind"), model.code, model.from_on, model.until_on).where(
                model.volunteer_id == volunteer_id
            )
            for kind, model in ((CLEARANCE, Clearance), (QUALIFICATION, Qualification))
        )
    )
    for kind, code, from_on, until_on in db.session.execute(both):
        held[kind, code].append(Holding(code, from_on, until_on))
    rows = [
        held_row(code, _name(kind, code), holdings, today, is_needed=False)
        for (kind, code), holdings in sorted(held.items())
        if _end(holdings) is not None and abs((_end(holdings) or today) - today) <= within
    ]
    return sorted(rows, key=lambda row: (row.until_on or date.max, row.name))


def _end(holdings: list[Holding]) -> date | None:
    """When the last of them ends; None when one has no end."""
    ends = [one.until_on for one in holdings]
    return None if None in ends else max(end for end in ends if end is not None)


def _name(kind: str, code: str) -> str:
    if kind == CLEARANCE:
        return names.clearance_name(code, list(all_strands()))
    return qualification_names().get(code) or names.in_words(code)
