"""Finding an application by name, reference or e-mail address."""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal, or_, select

from volunteers.onboarding.queries.ordering import COLUMNS, TABLE
from volunteers.onboarding.queries.visible import visible_to
from volunteers.permissions import Viewer
from volunteers.strands.queries import all_strands

MOST_WORDS = 6
SHORTEST_PART = 3  # a trigram index has nothing to say of fewer letters


def matching(words: str, viewer: Viewer, *, limit: int) -> Select[Any]:
    """Applications in which every word is found, those under way first, then the newest.

    A word of one or two letters has to be a whole word of the name, such as Li or Ng.
    """
    ended = {stage.code for strand in all_strands() for stage in strand.pipeline.stages if stage.is_final}
    conditions = [_holds(word) for word in words.lower().split()[:MOST_WORDS]]
    return (
        select(*COLUMNS, literal(0).label("group"), literal("").label("owner"))
        .where(visible_to(viewer), *conditions)
        .order_by(TABLE.stage.in_(sorted(ended)), TABLE.stage_since.desc(), TABLE.id)
        .limit(limit)
    )


def _holds(word: str) -> ColumnElement[bool]:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    column = TABLE.search_words
    if len(word) >= SHORTEST_PART:
        return column.like(f"%{escaped}%", escape="\\")
    return or_(column.like(f"{escaped} %", escape="\\"), column.like(f"% {escaped} %", escape="\\"))
