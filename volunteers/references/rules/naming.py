"""Who may be a referee: different people, none of them the applicant or family."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from volunteers.errors import Refusal
from volunteers.people.rules.mailbox import is_same_mailbox
from volunteers.strands.rules import References

MOST_YEARS = 90
YEARS = re.compile(r"[0-9]{1,3}")


class Relation(StrEnum):
    """How a referee knows the applicant."""

    LATEST_EMPLOYER = "latest_employer"
    EMPLOYER = "employer"
    TEACHER = "teacher"
    COLLEAGUE = "colleague"
    KNOWN = "known"

    @property
    def label(self) -> str:
        """In the applicant's words."""
        return {
            "latest_employer": "My employer now, or my last one",
            "employer": "An employer before that",
            "teacher": "A teacher or tutor",
            "colleague": "Someone I work or volunteer with",
            "known": "Someone who has known me for years",
        }[self]

    @property
    def noun(self) -> str:
        """In a table, as staff read it."""
        return {
            "latest_employer": "Latest employer",
            "employer": "Earlier employer",
            "teacher": "Teacher or tutor",
            "colleague": "Colleague",
            "known": "Knows them",
        }[self]


# Not a relation of a referee: chosen by someone who has to be told that family cannot be one.
FAMILY = "family"
RELATIONS: tuple[tuple[str, str], ...] = (
    *((each.value, each.label) for each in Relation),
    (FAMILY, "They are in my family, or my partner"),
)


@dataclass(frozen=True)
class NamedReferee:
    """One person as they are named. ``years_known`` is in whole years, where it was asked."""

    name: str
    email: str
    relation: str
    phone: str = ""
    years_known: int | None = None

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> "NamedReferee":
        """From the plain values of a form; what is not there is empty. Never raises."""
        return cls(
            name=" ".join(str(item.get("name") or "").split()),
            email=str(item.get("email") or "").strip().lower(),
            relation=str(item.get("relation") or ""),
            phone=str(item.get("phone") or "").strip(),
            years_known=years_of(str(item.get("years_known") or "")),
        )


def years_of(typed: str) -> int | None:
    """Whole years as they are typed; None for anything else and for more than anyone is known for."""
    text = typed.strip()
    return int(text) if YEARS.fullmatch(text) and int(text) <= MOST_YEARS else None


def refusals_to_name(
    new: Sequence[NamedReferee], *, named: Sequence[NamedReferee], own_email: str, wanted: References
) -> list[Refusal]:
    """Why these may not be named beside those already named; empty when they may. Never raises."""
    together = [*named, *new]
    refusals: list[Refusal] = []
    for place, referee in enumerate(together):
        if place >= len(named):
            refusals += _of_one(referee, own_email) + _of_two(referee, together[:place])
    if len(together) > wanted.count:
        refusals.append(Refusal("too_many", f"You can name {wanted.count} referees. Replace one of them instead."))
    if len(together) == wanted.count:
        refusals += _of_all(together, wanted)
    return list(dict.fromkeys(refusals))


def _of_one(referee: NamedReferee, own_email: str) -> list[Refusal]:
    if referee.relation == FAMILY:
        words = "A referee cannot be in your family or be your partner. Name someone else."
        return [Refusal("family", words)]
    if referee.relation not in set(Relation):
        return [Refusal("relation_missing", f"Choose how {referee.name or 'your referee'} knows you.")]
    if not referee.name or not referee.email:
        return [Refusal("name_missing", "Enter the name and the e-mail address of your referee.")]
    if is_same_mailbox(referee.email, own_email):
        return [Refusal("own_address", "This is your own e-mail address. Enter the address of your referee.")]
    return []


def _of_two(referee: NamedReferee, before: Sequence[NamedReferee]) -> list[Refusal]:
    for other in before:
        if is_same_mailbox(referee.email, other.email):
            words = f"You have already named {other.name} with this e-mail address. Name two different people."
            return [Refusal("same_person", words)]
        if referee.name and referee.name.casefold() == other.name.casefold():
            return [Refusal("same_person", f"You have already named {other.name}. Name two different people.")]
    return []


def _of_all(together: Sequence[NamedReferee], wanted: References) -> list[Refusal]:
    if not wanted.one_of or any(referee.relation in wanted.one_of for referee in together):
        return []
    return [Refusal("one_of_missing", one_of_in_words(wanted))]


def one_of_in_words(wanted: References) -> str:
    """Whom one of the referees has to be, as a sentence; empty when anyone will do."""
    if not wanted.one_of:
        return ""
    words = {"latest_employer": "your latest employer", "teacher": "a teacher or tutor"}
    return f"One of your referees must be {', or '.join(words.get(each, each) for each in wanted.one_of)}."
