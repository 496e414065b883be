"""A force's own words for a message: how they are read, what is wrong with them, and how they are filled in.

``((name))`` is filled in; ``((name??some words))`` stands only where there is something to fill in for the name, as in
GOV.UK Notify. What is filled in is plain text and is never read again.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from volunteers.notifications.rules.catalogue.kinds import EVERYWHERE, Kind
from volunteers.notifications.rules.reaching import LONGEST_TEXT
from volunteers.notifications.rules.wording import Words, examples_of, one_line

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000
PLACEHOLDER = re.compile(r"\(\(([^()?]*)(?:\?\?((?:[^()]|\([^()]*\))*))?\)\)")
OTHER = {"((": "))", "))": "(("}
FIELDS = {"subject": "The subject", "body": "The message", "text": "The text message"}


@dataclass(frozen=True)
class OwnWords:
    """What was typed. ``text`` is None where the kind has no text message, or its built-in one is to stay."""

    subject: str
    body: str
    text: str | None = None

    def fields(self) -> Iterator[tuple[str, str]]:
        yield "subject", self.subject
        yield "body", self.body
        if self.text is not None:
            yield "text", self.text


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field, in words."""

    field: str
    code: str
    words: str


class Unfit(Exception):
    """Words that cannot be filled in: why stands in the message."""


def faults_of(kind: Kind, own: OwnWords) -> list[Fault]:
    """Everything that keeps these words from being saved, in the order of the page."""
    faults = [
        Fault(field, code, words)
        for field, written in own.fields()
        for code, words in (*_size(field, written), *_brackets(field, written), *_names(kind, written))
    ]
    if not any(fault.code == "unknown" for fault in faults):
        faults += _missing(kind, own)
    return faults if faults or own.text is None else _length_of_text(own.text, examples_of(kind))


def names_in(written: str, *, always: bool = False) -> list[str]:
    """The names of the placeholders in what was typed; with ``always`` only those that do not depend on a value."""
    return [name_of(found[1]) for found in PLACEHOLDER.finditer(written) if found[2] is None or not always]


def name_of(typed: str) -> str:
    """A placeholder's name as it is known, however it was typed: ``((First Name))`` is ``first_name``."""
    return re.sub(r"[\s_-]+", "_", typed.strip()).lower()


def fill(kind: Kind, own: OwnWords, values: Mapping[str, str], built_in: Words) -> Words:
    """A message in own words; what they do not hold stays as it came. Raises ``Unfit`` when they cannot be used."""
    lacking = [each.name for each in kind.placeholders if each.is_required and not values.get(each.name)]
    if lacking:
        raise Unfit(f"there is nothing to fill in for {', '.join(lacking)}")
    text = built_in.text
    if text is not None and own.text is not None:
        text = " ".join(_filled(own.text, values).split())
    return replace(
        built_in, subject=one_line(_filled(own.subject, values)), body=_filled(own.body, values).strip(), text=text
    )


def nearest(kind: Kind, name: str) -> str | None:
    """The known name that looks most like one that is not known."""
    known = [each.name for each in (*kind.placeholders, *EVERYWHERE)]
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return found[0] if found else next((one for one in known if name and (name in one or one in name)), None)


def _filled(written: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name, only_then = name_of(found[1]), found[2]
        if name not in values:
            raise Unfit(f"(({name})) is not known")
        return values[name] if only_then is None else (only_then if values[name] else "")

    return PLACEHOLDER.sub(value, written)


def _size(field: str, written: str) -> Iterator[tuple[str, str]]:
    longest = {"subject": LONGEST_SUBJECT, "body": LONGEST_BODY, "text": LONGEST_TEXT}[field]
    if not written.strip():
        yield "empty", f"{FIELDS[field]} is empty."
    elif len(written) > longest:
        over = len(written) - longest
        letters = "1 character" if over == 1 else f"{over:,} characters"
        yield "too_long", f"{FIELDS[field]} is {letters} too long: at most {longest:,} fit."
    if field == "subject" and len(written.strip().splitlines()) > 1:
        yield "line_break", "The subject must be one line."


def _brackets(field: str, written: str) -> Iterator[tuple[str, str]]:
    """Two brackets that belong to no placeholder, unless they close what was opened one by one, as here (or (so))."""
    left, depth = PLACEHOLDER.sub("\0", written), 0
    for at, letter in enumerate(left):
        pair = left[at : at + 2]
        if pair == "((" or (pair == "))" and depth < len(pair)):
            near = " ".join(left[max(0, at - 20) : at + 25].replace("\0", " ").split())
            yield "brackets", f"{FIELDS[field]} has {pair} without {OTHER[pair]} here: “{near}”."
            return
        depth = max(0, depth + {"(": 1, ")": -1}.get(letter, 0))


def _names(kind: Kind, written: str) -> Iterator[tuple[str, str]]:
    known = {each.name for each in (*kind.placeholders, *EVERYWHERE)}
    for name in dict.fromkeys(names_in(written)):
        if name in known:
            continue
        like = nearest(kind, name)
        hint = f" Did you mean (({like}))?" if like else " The names you can use are listed on this page."
        yield "unknown", f"(({name})) cannot be filled in for this message.{hint}"


def _missing(kind: Kind, own: OwnWords) -> Iterator[Fault]:
    """What the message is of no use without; a text message goes alone, so it needs it too."""
    needed = [each.name for each in kind.placeholders if each.is_required]
    for field, written in own.fields():
        if field == "subject" or not written.strip():
            continue
        held = names_in(written if field == "text" else f"{own.subject}\n{written}", always=True)
        for name in needed:
            if name not in held:
                yield Fault(field, "missing", f"{FIELDS[field]} must hold (({name})): without it, it is of no use.")


def _length_of_text(written: str, examples: Mapping[str, str]) -> list[Fault]:
    length = len(" ".join(_filled(written, examples).split()))
    if length <= LONGEST_TEXT:
        return []
    words = f"With the examples filled in, the text message is {length} characters long: at most {LONGEST_TEXT} fit."
    return [Fault("text", "too_long", words)]
