"""Taking a file in, reading it, matching its columns, checking every row, bringing it in, and taking it back."""

from volunteers.imports.service.applying import apply, ask_to_apply
from volunteers.imports.service.checking import Check, Judged, begin_check, finish_check, keep_judged
from volunteers.imports.service.claiming import claim, note_progress, stop
from volunteers.imports.service.erasing import erase_old
from volunteers.imports.service.matching import answer_values, choose_sheet, list_columns, match_columns
from volunteers.imports.service.reading import SheetReader, finish_reading, keep_piece, open_sheet
from volunteers.imports.service.receiving import drop, receive
from volunteers.imports.service.undoing import ask_to_undo, may_still_be_undone, undo

__all__ = [
    "Check",
    "Judged",
    "SheetReader",
    "answer_values",
    "apply",
    "ask_to_apply",
    "ask_to_undo",
    "begin_check",
    "choose_sheet",
    "claim",
    "drop",
    "erase_old",
    "finish_check",
    "finish_reading",
    "keep_judged",
    "keep_piece",
    "list_columns",
    "match_columns",
    "may_still_be_undone",
    "note_progress",
    "open_sheet",
    "receive",
    "stop",
    "undo",
]
