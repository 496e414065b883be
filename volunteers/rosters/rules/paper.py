"""Duty sheets drawn as a PDF.

The typeface is embedded, so every name in Latin letters prints as it is written, whatever the printer knows. A letter
it lacks, of another script, is printed as a question mark, and the sheet says so; ``unprintable`` finds them. Import
this where a PDF is made: the library takes a second to read and much memory, which no page needs.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from volunteers.rosters.rules.sheets import Sheet, SheetPost

FACES = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
FAMILY = "sheet"
MARGIN, LINE, BOX = 16, 6, 4  # millimetres
GREY = 90
SPARE_LINES = 2  # for those who come in someone's place
INSTEAD = "?"
NOTE = "A ? in a name stands for a letter that cannot be printed here. The page on screen shows it."


def sheets_as_pdf(sheets: Sequence[Sheet], *, printed: str, force: str) -> bytes:
    """The sheets as one PDF on A4, each beginning on a page of its own; ``printed`` says when it was made."""
    pdf = _Paper(printed, force)
    for sheet in sheets:
        pdf.draw(sheet)
    if not sheets:
        pdf.add_page()
        pdf.say("There are no duties to print.")
    content = bytes(pdf.output())
    pdf.close_faces()
    return content


def unprintable(text: str) -> str:
    """The characters of a text that the typeface of the PDF lacks, each once and in order."""
    known = _known()
    return "".join(dict.fromkeys(one for one in text if not one.isspace() and ord(one) not in known))


@cache
def _face(style: str) -> Path:
    return Path(str(files("font_source_sans_pro") / "files" / FACES[style]))


@cache
def _known() -> frozenset[int]:
    paper = FPDF()
    paper.add_font(FAMILY, "", _face(""))
    face: Any = paper.fonts[FAMILY]
    known = frozenset(face.cmap)
    face.ttfont.close()
    return known


def _clean(text: str) -> str:
    return text.translate({ord(one): INSTEAD for one in unprintable(text)})


class _Paper(FPDF):
    """A4, upright, with a foot that says what it is."""

    def __init__(self, printed: str, force: str) -> None:
        super().__init__(format="A4")
        self.foot = f"{force}. Printed {printed}. Holds names: keep it with you, and shred it after the duty."
        for style in FACES:
            self.add_font(FAMILY, style, _face(style))
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + LINE)
        self.set_title("Duty sheets")
        self.set_lang("en-GB")

    def close_faces(self) -> None:
        """Let go of the files of the typeface, which the library keeps open."""
        faces: Any = self.fonts.values()
        for face in faces:
            face.ttfont.close()

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FAMILY, "", 8)
        self.set_text_color(GREY)
        self.cell(0, LINE, _clean(f"{self.foot} Page {self.page_no()}"))

    def draw(self, sheet: Sheet) -> None:
        self.add_page()
        self.say(sheet.kind, size=10, grey=True)
        self.say(sheet.title, size=20, style="B")
        if sheet.warning:
            self.say(sheet.warning, size=14, style="B")
        for name, words in (("When", sheet.when), ("Where", sheet.where), ("To run", f"At least {sheet.minimum}")):
            self.pair(name, words)
        for heading, text in (("Briefing", sheet.briefing), ("Risk assessment", sheet.risk_assessment)):
            if text:
                self.heading(heading)
                self.say(text)
        for post in sheet.posts:
            self.post(post)
        if unprintable(sheet.all_words):
            self.ln(LINE)
            self.say(NOTE, grey=True)

    def say(self, text: str, *, size: float = 11, style: str = "", grey: bool = False) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(GREY if grey else 0)
        self.multi_cell(0, size / 2, _clean(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def heading(self, text: str) -> None:
        self.ln(LINE / 2)
        self.say(text, size=13, style="B")

    def pair(self, name: str, words: str) -> None:
        self.set_text_color(0)
        self.set_font(FAMILY, "B", 11)
        self.cell(22, LINE, name)
        self.set_font(FAMILY, "", 11)
        self.multi_cell(0, LINE, _clean(words), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def post(self, post: SheetPost) -> None:
        self.heading(f"{post.name}: {len(post.people)} of {post.places}")
        self.row(("Came", "Name", "Grade", "On", "Off"), style="B")
        for person in post.people:
            self.row(("", person.name, person.grade, "", ""))
        for _ in range(SPARE_LINES):
            self.row(("", "", "", "", ""))

    def row(self, cells: Iterable[str], *, style: str = "") -> None:
        """A line of the list of people, with a box to tick."""
        self.set_font(FAMILY, style, 10)
        self.set_text_color(0)
        if self.will_page_break(LINE + 2):
            self.add_page()
        top = self.get_y()
        for width, text in zip((14, 66, 58, 20, 20), cells, strict=True):
            self.cell(width, LINE + 2, self.fitting(_clean(text), width - 2), border="B")
        if not style:
            self.rect(self.l_margin + 2, top + 2, BOX, BOX)
        self.ln(LINE + 2)

    def fitting(self, text: str, width: float) -> str:
        """As much of a text as a cell holds, so that no name runs into the next column."""
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text}…"
