"""What stands on paper: the text of a PDF that Chromium printed."""

import io
import re
from bisect import bisect_right
from typing import Any

import pikepdf

from tests.browser.chromium import Visitor

SINGLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"beginbf(char|range)(.*?endbf)\1", re.DOTALL)
MOST_PIECES = 4
CODES = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")


def _stands_in(letters: str, text: str, *, pieces: int = MOST_PIECES) -> bool:
    """Whether a text stands there: whole, or in a few pieces, since it may go on overleaf."""
    if text in letters:
        return True
    fits = bisect_right(range(len(text)), 0, key=lambda length: text[:length] not in letters) - 1
    return pieces > 1 and fits > 0 and _stands_in(letters, text[fits:], pieces=pieces - 1)


def letters_of(pdf: bytes) -> str:
    """All that can be read on its pages, without spaces: where a line is broken says nothing of what it says."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "".join("".join(_on(page) for page in document.pages).split())


def assert_prints(visitor: Visitor) -> None:
    """All headings, questions and answers of the visitor's page are on paper, and no addresses of pages."""
    letters = letters_of(visitor.page.pdf())
    said = visitor.page.locator("main").locator("h1, h2, dt, .govuk-summary-list__value").all_inner_texts()
    assert len(said) > 1, visitor.path
    lost = [each for each in said if not _stands_in(letters, "".join(each.split()))]
    assert not lost, f"{visitor.path}: not on paper: {lost}"
    assert "(/" not in letters, visitor.path


def _on(page: pikepdf.Page) -> str:
    fonts = {name: _Font(font) for name, font in page.resources.get("/Font", {}).items()}
    now, said = None, []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            now = fonts[str(operands[0])]
        elif now is not None and str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            said += [now.read(bytes(part)) for part in parts if isinstance(part, pikepdf.String)]
    return "".join(said)


class _Font:
    """Which letters the codes of a font stand for (PDF 32000-1, 9.10.3)."""

    def __init__(self, font: Any) -> None:
        table = font["/ToUnicode"].read_bytes() if "/ToUnicode" in font else b""
        found = CODES.search(table)
        self.width = len(found[1]) // 2 if found else 1
        self.letters: dict[int, str] = {}
        for kind, lines in SECTION.findall(table):
            if kind == b"char":
                self.letters |= {int(code, 16): _letter(to) for code, to in SINGLE.findall(lines)}
            else:
                for first, last, to in RANGE.findall(lines):
                    for step in range(int(last, 16) - int(first, 16) + 1):
                        self.letters[int(first, 16) + step] = _letter(to, step)

    def read(self, codes: bytes) -> str:
        steps = range(0, len(codes), self.width)
        return "".join(self.letters.get(int.from_bytes(codes[at : at + self.width]), "") for at in steps)


def _letter(to: bytes, step: int = 0) -> str:
    text = bytes.fromhex(to.decode()).decode("utf-16-be")
    return text[:-1] + chr(ord(text[-1]) + step)
