"""The words of a letter to many: what may be filled in, and how it reads to one person."""

import re
import unicodedata
from dataclasses import dataclass

from volunteers.bulk.rules.mailings import Audience
from volunteers.errors import Refusal

PLACEHOLDER = re.compile(r"\(\(([^()]{0,60})\)\)")
HALF = re.compile(r"\(\(|\)\)")
CODED = "=?"
LONGEST_SUBJECT = 120
LONGEST_BODY = 8_000
BY_AUDIENCE = {
    Audience.APPLICANTS: ("name", "first name", "reference"),
    Audience.VOLUNTEERS: ("name", "first name"),
}


@dataclass(frozen=True)
class Person:
    """What of a receiver may stand in a letter."""

    first_name: str
    last_name: str
    reference: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Letter:
    """A letter as one person reads it."""

    to: str
    subject: str
    body: str


def refusals_of_words(subject: str, body: str, audience: Audience) -> list[Refusal]:
    """Everything that is wrong with the words: empty, too long, a line break in the subject, an unknown placeholder."""
    found = []
    if not subject.strip():
        found.append(Refusal("no_subject", "Enter a subject."))
    if len(subject) > LONGEST_SUBJECT:
        found.append(Refusal("long_subject", f"The subject must be {LONGEST_SUBJECT} characters or fewer."))
    if subject != _one_line(subject):
        found.append(Refusal("subject_lines", "Write the subject on one line, with letters and punctuation only."))
    if not body.strip():
        found.append(Refusal("no_body", "Enter what you want to say."))
    if len(body) > LONGEST_BODY:
        found.append(Refusal("long_body", f"The words must be {LONGEST_BODY:,} characters or fewer."))
    return [*found, *_of_placeholders("subject", subject, audience), *_of_placeholders("body", body, audience)]


def _of_placeholders(part: str, words: str, audience: Audience) -> list[Refusal]:
    known = BY_AUDIENCE[audience]
    may = ", ".join(f"(({name}))" for name in known)
    unknown = dict.fromkeys(name for name in PLACEHOLDER.findall(words) if name not in known)
    found = [
        Refusal(f"unknown_placeholder_{part}", f"(({name})) cannot be filled in here. You can use {may}.")
        for name in unknown
    ]
    if HALF.search(PLACEHOLDER.sub("", words)):
        words_for = "Two brackets stand for something to fill in, and must be closed again"
        found.append(Refusal(f"half_placeholder_{part}", f"{words_for}. You can use {may}."))
    return found


def written_to(person: Person, subject: str, body: str) -> Letter:
    """The letter with everything filled in, once: what stands in a name is never filled in again."""
    values = {
        "name": _one_line(person.name) or "volunteer",
        "first name": _one_line(person.first_name) or "volunteer",
        "reference": _one_line(person.reference),
    }

    def fill(words: str) -> str:
        return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), words)

    return Letter(values["name"], _one_line(fill(subject)), _lines(fill(body)))


def _one_line(words: str) -> str:
    """Without controls, line breaks of any alphabet and what changes the direction of writing: fit for a header.

    Nor does it begin a coded word (RFC 2047), which a mail program would read as what is coded in it.
    """
    kept = "".join(" " if _is_no_letter(letter) else letter for letter in words)
    return " ".join(kept.replace(CODED, "= ?").split())


def _lines(words: str) -> str:
    """Line by line, each as one may be."""
    return "\n".join(
        "".join(letter for letter in line if letter == "\t" or not _is_no_letter(letter)).rstrip()
        for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()


def _is_no_letter(letter: str) -> bool:
    """Controls, line and paragraph separators, halves of pairs and marks that are not seen; joiners of scripts stay."""
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp", "Cn"} or letter in _UNSEEN


# Unicode's marks that turn the direction of writing about, and the mark of byte order.
_UNSEEN = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
