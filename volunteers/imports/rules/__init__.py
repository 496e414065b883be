"""What may be said of a sheet from its bytes and cells alone: what it holds, how it is meant, and what is wrong."""

from volunteers.imports.rules.kinds import (
    KEPT_FOR,
    LARGEST_BYTES,
    LARGEST_MEGABYTES,
    MOST_ROWS,
    UNDO_FOR,
    ImportState,
    Mode,
    SheetKind,
)

__all__ = [
    "KEPT_FOR",
    "LARGEST_BYTES",
    "LARGEST_MEGABYTES",
    "MOST_ROWS",
    "UNDO_FOR",
    "ImportState",
    "Mode",
    "SheetKind",
]
