"""One look for one impossible state."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from volunteers.extensions import db
from volunteers.integrity.rules import MOST_IDS, Found, ImpossibleState

COUNTED = "SELECT count(*) AS number, (array_agg(id ORDER BY id))[1:{most}] AS ids FROM ({sql}) AS found"


def look(state: ImpossibleState, given: Mapping[str, Any]) -> Found:
    """Count what is in a state that has a statement, with the first of the numbers; one statement."""
    row = db.session.execute(text(COUNTED.format(most=MOST_IDS, sql=state.sql)), given).one()
    return Found(row.number, tuple(row.ids or ()) if state.shows_ids else ())
