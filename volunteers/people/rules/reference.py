"""The lists of reference data as the first page of them shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from volunteers.permissions import Permission


@dataclass(frozen=True)
class ReferenceList:
    """A list: its page, what it decides, and what the history calls one entry, in each of its ways.

    ``entries`` is how many there are in words, empty where that says nothing.
    """

    endpoint: str
    title: str
    decides: str
    subjects: tuple[str, ...]
    needs: Permission = Permission.REFERENCE_EDIT
    entries: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""


LISTS: tuple[ReferenceList, ...] = (
    ReferenceList(
        "places.areas", "Areas", "The parts of the force where people apply, serve and are counted.", ("area",)
    ),
    ReferenceList("places.units", "Units", "Station teams, cadet units and schemes that people belong to.", ("unit",)),
    ReferenceList(
        "strands.occupations", "Occupations", "Which work goes together with being a Special, and which does not.",
        ("occupation", "occupations"),
    ),
    ReferenceList(
        "strands.reasons", "Reasons", "What can be chosen when someone is declined, cancels, is away or leaves.",
        ("reason",),
    ),
    ReferenceList(
        "people.qualification_kinds", "Qualifications", "What volunteers can be awarded, and how long it stays good.",
        ("qualification_kind",),
    ),
    ReferenceList(
        "notifications.templates", "Messages", "The words of every message the service sends.",
        ("message_template", "template"), Permission.TEMPLATE_EDIT,
    ),
    ReferenceList(
        "onboarding.pipelines", "Pipelines", "The stages an application goes through, and what each one needs.",
        ("pipeline", "pipeline_version"), Permission.PIPELINE_EDIT,
    ),
    ReferenceList(
        "imports.imports", "Imports", "Bringing in people and their service from a spreadsheet.", ("import",),
        Permission.IMPORT_RUN,
    ),
)  # fmt: skip


def counted(number: int, one: str, many: str) -> str:
    """So many of a thing: 1 area, 5 areas."""
    return f"{number} {one if number == 1 else many}"


def shown(
    lists: Iterable[ReferenceList], *, entries: dict[str, str], changes: dict[str, tuple[datetime, str]]
) -> Sequence[ReferenceList]:
    """The lists with how much is in them, by endpoint, and their latest change, by what the history calls an entry."""
    found = []
    for each in lists:
        latest = max((changes[subject] for subject in each.subjects if subject in changes), default=None)
        at, by = latest or (None, "")
        found.append(replace(each, entries=entries.get(each.endpoint, ""), changed_at=at, changed_by=by))
    return found
