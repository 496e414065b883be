"""The six strands as the force this process serves has them, and the lists the force keeps for them."""

from volunteers.strands.queries.occupations import (
    get_occupation,
    list_occupations,
    list_offered,
    strands_asking,
    with_occupations,
)
from volunteers.strands.queries.reasons import (
    ReasonRow,
    get_reason_row,
    list_kept_reasons,
    list_reason_rows,
    list_reasons,
)
from volunteers.strands.queries.strands import (
    PAGE,
    PAGES,
    all_strands,
    current_strand,
    current_strands,
    current_version,
    find_by_slug,
    forget_versions,
    get_by_slug,
    get_strand,
    latest_version,
    sheets_of,
    strands_of,
)

__all__ = [
    "PAGE",
    "PAGES",
    "ReasonRow",
    "all_strands",
    "current_strand",
    "current_strands",
    "current_version",
    "find_by_slug",
    "forget_versions",
    "get_by_slug",
    "get_occupation",
    "get_reason_row",
    "get_strand",
    "latest_version",
    "list_kept_reasons",
    "list_occupations",
    "list_offered",
    "list_reason_rows",
    "list_reasons",
    "sheets_of",
    "strands_asking",
    "strands_of",
    "with_occupations",
]
