"""How hard a text is to read, by two formulas that look at different things: syllables, and letters.

Both give years of schooling; children in England begin at five, so the age of a reader is five years more.
Flesch-Kincaid grade level: Kincaid and others, 1975. Automated Readability Index: Senter and Smith, 1967.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import html5lib

STARTS_SCHOOL_AT = 5
SHORTEST_SENTENCE = 4
WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\w+\.(?:uk|com|org)\S*")
SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n")
VOWELS = re.compile(r"[aeiouy]+")
# Vowels that stand side by side and are spoken apart, and endings that are written and not spoken.
APART = re.compile(r"ia(?!l\b)|io(?!n)|iu|eo(?![pu])|(?<!q)ua(?!r)|uou|ying|eing")
SILENT = re.compile(r"(?:[^l\W]e|[aeiouy]le|(?<![td])ed|(?<![sxzcg])(?<!sh)(?<!ch)es|[^aeiou]ely|eful|eless)$")
BLOCKS = {"p", "li", "dd", "td", "div"}
# Short by nature: they would make the rest look easier than it is.
TITLES = {"h1", "h2", "h3", "h4", "dt", "th", "caption", "label", "legend", "summary", "nav", "button"}


@dataclass(frozen=True)
class Reading:
    """Years of schooling by each formula."""

    flesch_kincaid: float
    automated: float

    @property
    def schooling(self) -> float:
        """The harder of the two."""
        return max(self.flesch_kincaid, self.automated)

    @property
    def age(self) -> int:
        """In whole years, as ages are."""
        return int(self.schooling + STARTS_SCHOOL_AT)


def reading_of(text: str) -> Reading:
    """How hard a text is; a line break ends a sentence. A few words alone are no sentence, and are left out."""
    plain = ADDRESS.sub("mail", text)
    sentences = [found for part in SENTENCE.split(plain) if len(found := WORD.findall(part)) >= SHORTEST_SENTENCE]
    words = [word for sentence in sentences for word in sentence]
    per_sentence = len(words) / len(sentences)
    letters = sum(len(re.sub(r"\W", "", word)) for word in words) / len(words)
    syllables = sum(syllables_in(word) for word in words) / len(words)
    return Reading(
        flesch_kincaid=0.39 * per_sentence + 11.8 * syllables - 15.59,
        automated=4.71 * letters + 0.5 * per_sentence - 21.43,
    )


def syllables_in(word: str) -> int:
    """How many syllables a word is spoken with, near enough."""
    small = re.sub(r"['’]\w*$", "", word.lower())
    if not VOWELS.search(small):
        return 1
    count = len(VOWELS.findall(small)) + len(APART.findall(small))
    if len(small) > 3 and SILENT.search(small):
        count -= 1
    return max(count, 1)


def words_of_page(page: str) -> str:
    """What the main part of a page says: one line for each paragraph and item, without headings and links to press."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (main,) = tree.iter("main")
    lines = "".join(_text(main)).split("\n")
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _text(element: Any) -> Iterator[str]:
    if element.tag in TITLES:
        yield "\n"
        return
    if element.tag in BLOCKS:
        yield "\n"
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _text(child)
        yield " ".join((child.tail or "").split("\n"))
    if element.tag in BLOCKS:
        yield "\n"
