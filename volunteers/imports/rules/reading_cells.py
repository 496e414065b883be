"""What a single cell of text may hold: names, addresses, numbers. Each answer is what was read, or why it cannot be."""

import re
import unicodedata

from volunteers.imports.rules.cells import FAULT, IN_ITS_PLACE, Cell
from volunteers.imports.rules.targets import Shape

LONGEST_NAME = 100
LONGEST_TEXT = 60
LONGEST_ADDRESS = 254
IN_NAMES = frozenset(" '’‘`-‐.,()")
PLAIN_TEXT = re.compile(r"[A-Za-z0-9][\w ./#&()-]*")
# What mail servers take, but for the rarest: the form judges one address at a time, this hundreds of thousands.
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}"
)
FORMULA_WORDS = (
    "This cell is a formula, and formulas are not run. In the spreadsheet, copy the column and paste it as values."
)


def unusable(cell: Cell) -> str:
    """Why nothing can be read from a cell at all; empty when something may."""
    if cell.is_formula:
        return FORMULA_WORDS
    if cell.kind == FAULT:
        return "The spreadsheet itself shows an error here. Put it right there."
    if IN_ITS_PLACE in cell.text:
        return "There is a character here that cannot be read. Type it again."
    return ""


def code_of(cell: Cell) -> str:
    """What kind of problem a cell of text has."""
    return "formula" if cell.is_formula else "unreadable"


def read_text(cell: Cell, shape: Shape) -> tuple[str, str]:
    """What a cell says, and why it cannot be used; one of the two is empty."""
    if words := unusable(cell):
        return "", words
    text = cell.text
    if shape is Shape.EMAIL:
        address = text.removeprefix("mailto:").lower()
        fits = len(address) <= LONGEST_ADDRESS and ADDRESS.fullmatch(address) is not None
        return (address, "") if fits else ("", "This is not an e-mail address. Write it like name@example.com.")
    if shape is Shape.NAME:
        wrong = _wrong_name(text)
        return ("", wrong) if wrong else (text, "")
    if len(text) > LONGEST_TEXT:
        return "", f"This is too long: at most {LONGEST_TEXT} characters."
    fits = PLAIN_TEXT.fullmatch(text) is not None
    return (
        (text, "") if fits else ("", "Use letters, digits, spaces and . / # - only, beginning with a letter or digit.")
    )


def parts_of(whole: str) -> tuple[str, str] | None:
    """First and last name of a whole one: “Last, First”, or two words. None when they cannot be told apart."""
    last, comma, first = whole.partition(",")
    if comma:
        return (first.strip(), last.strip()) if first.strip() and last.strip() else None
    words = whole.split()
    return (words[0], words[1]) if len(words) == 2 else None


def _wrong_name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        return f"A name must be {LONGEST_NAME} characters or fewer."
    if not any(letter.isalpha() for letter in text):
        return "This is not a name. Type the name."
    for letter in text:
        if letter not in IN_NAMES and unicodedata.category(letter)[0] not in "LM":
            return f"A name does not hold “{letter}”. Type the name."
    return ""
