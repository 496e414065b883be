"""The levels of vetting a force works with, and which enquiries each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

# What a force looks into when it vets officers, staff and specials, in the words of published vetting guidance.
ENQUIRIES: Mapping[str, str] = {
    "pnc": "Police National Computer",
    "pnd": "Police National Database",
    "local_intelligence": "Local intelligence",
    "special_branch": "Special Branch",
    "finance": "Finance",
    "family_and_associates": "Family and associates",
}


@dataclass(frozen=True)
class VettingLevel:
    """A level of vetting with its enquiries in order; ``confirm`` marks one whose enquiries the force must confirm."""

    code: str
    name: str
    enquiries: tuple[str, ...]
    confirm: bool = False
