"""Why a file is not taken, in the words its sender reads."""

from volunteers.documents.rules.kinds import ACCEPTED_WORDS, LARGEST_BYTES, MOST_FILES, MOST_PAGES, MediaType
from volunteers.errors import Refusal

MEGABYTE = 1_000_000
NOTHING = Refusal("nothing", "Choose a file.")
EMPTY = Refusal("empty", "That file is empty. Choose another one.")
TOO_LARGE = Refusal(
    "too_large", f"The file must be {LARGEST_BYTES // MEGABYTE} MB or smaller. Take a photograph of it instead."
)
NAME = Refusal(
    "name", "The name of that file has hidden characters in it. Give the file a new name and choose it again."
)
PROGRAM = Refusal("program", "The name of that file says that it is a program. Choose a document or a picture.")
FORMAT = Refusal("format", f"That kind of file cannot be opened here. Send {ACCEPTED_WORDS}.")
TOO_MANY_PIXELS = Refusal("pixels", "That picture is too large to open. Make it smaller, or take it again.")
BROKEN = Refusal("broken", "We could not read that file. Save it again, or take a photograph of the document instead.")
LOCKED = Refusal("locked", "That file is locked with a password. Save it without the password and choose it again.")
TOO_MUCH_INSIDE = Refusal(
    "too_much_inside", "That file unpacks to far more than its size. Send a photograph or a new PDF of it instead."
)
ACTIVE = Refusal(
    "active", "That file holds a program or another file inside it. Save it as a plain PDF and choose that."
)
FETCHES = Refusal(
    "fetches", "That document fetches something from somewhere else. Save it as a plain PDF and choose that."
)
TOO_MANY_PAGES = Refusal("pages", f"That document has more than {MOST_PAGES} pages. Send only the pages we need.")
INFECTED = Refusal("infected", "There is a virus in that file, so we did not keep it. Use another file.")
TOO_MANY_FILES = Refusal("files", f"You have {MOST_FILES} files here, the most we keep. Remove one you do not need.")
TOO_MANY_BYTES = Refusal("bytes", "Your files fill all the room there is. Remove one you do not need.")
CLOSED = Refusal("closed", "This application has ended, so no more files can be added or removed.")
NOT_ASKED = Refusal("not_asked", "We do not ask for that with this application.")
# Formats people often have, with what to do about each.
OTHER_FORMATS = {
    "heic": "That is a HEIC photograph. Save or share it as a JPEG, and choose that.",
    "heif": "That is a HEIF photograph. Save or share it as a JPEG, and choose that.",
    "doc": "That is an older Word document. Save it as .docx or as a PDF, and choose that.",
    "docm": "That Word document has macros. Save it as a PDF, and choose that.",
    "odt": "Save that document as a PDF, and choose that.",
    "pages": "Save that document as a PDF, and choose that.",
    "zip": "Send each file by itself, not packed together.",
}


def other_format(extension: str) -> Refusal:
    """What to do with a file of a format we do not keep."""
    return Refusal("format", OTHER_FORMATS.get(extension, FORMAT.message))


def not_what_it_says(extension: str, found: MediaType | None) -> Refusal:
    """The name promises one format and the content is another."""
    if found is None:
        words = f"The name ends in .{extension}, but the file is something else. {FORMAT.message}"
    else:
        words = (
            f"The name ends in .{extension}, but the file is a {found.label}. "
            f"Change the ending to .{found.extensions[0]} and choose it again."
        )
    return Refusal("not_what_it_says", words)
