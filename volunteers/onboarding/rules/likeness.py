"""May two applicants be the same person? Found and offered to staff; nothing is ever merged by itself."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.people.rules.mailbox import is_same_mailbox


class Verdict(StrEnum):
    """What someone who looked decided."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Person:
    """What is known of an applicant from one application."""

    first_name: str
    last_name: str
    birth_date: date | None
    email: str
    phone: str = ""
    postcode: str = ""


def reasons_alike(one: Person, other: Person) -> tuple[str, ...]:
    """Why two applicants may be the same person, in words; empty when they are not alike enough to show.

    The same mailbox, however it is written, is enough. Otherwise the date of birth must be the same, and with it the
    names (in either order, accents and punctuation aside), or a name together with the phone number or postcode.
    """
    alike = []
    if is_same_mailbox(one.email, other.email):
        alike.append("the same mailbox")
    if one.birth_date is None or one.birth_date != other.birth_date:
        return tuple(alike)
    names, others = _names(one), _names(other)
    shared = names & others
    same_phone = bool(_digits(one.phone)) and _digits(one.phone) == _digits(other.phone)
    same_postcode = bool(_key(one.postcode)) and _key(one.postcode) == _key(other.postcode)
    if not alike and names != others and not (shared and (same_phone or same_postcode)):
        return ()
    return (
        *alike,
        "the same date of birth",
        *(["the same name"] if names == others else ["a name in common"] if shared else []),
        *(["the same phone number"] if same_phone else []),
        *(["the same postcode"] if same_postcode else []),
    )


def _names(person: Person) -> frozenset[str]:
    return frozenset(filter(None, (_key(person.first_name), _key(person.last_name))))


def _key(text: str) -> str:
    """Letters and digits alone, without accents, in small letters: O’Neill is Oneill, Zoë is Zoe."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _digits(phone: str) -> str:
    """The last ten digits: +44 7700 900982 is 07700 900982."""
    return "".join(letter for letter in phone if letter.isascii() and letter.isdigit())[-10:]
