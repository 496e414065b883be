"""What a file is, whether it may be kept, and what of it: plain values in and out.

``cleaning`` is not among these: it loads the decoders, and is run in a process of its own (``__main__``).
"""

from volunteers.documents.rules.judging import judge, recognised
from volunteers.documents.rules.kinds import (
    ACCEPTED,
    ACCEPTED_WORDS,
    LARGEST_BYTES,
    MOST_BYTES,
    MOST_FILES,
    DocumentKind,
    MediaType,
    ScanState,
)
from volunteers.documents.rules.names import extension_of, name_to_save_as, shown_name

__all__ = [
    "ACCEPTED",
    "ACCEPTED_WORDS",
    "LARGEST_BYTES",
    "MOST_BYTES",
    "MOST_FILES",
    "DocumentKind",
    "MediaType",
    "ScanState",
    "extension_of",
    "judge",
    "name_to_save_as",
    "recognised",
    "shown_name",
]
