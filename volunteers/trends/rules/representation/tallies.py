"""What is known of a quarter while it is counted: the counts so far, and what has been counted, each of it once.

The document it is kept as is compressed and then filled up to a length that many others have, so that the length of
what is sealed says as good as nothing.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from volunteers.monitoring.rules import Answers
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.rules.representation.counting import Counted, add_up, age_on

SHORTEST = 1 << 16


class EventKind(StrEnum):
    """What is counted once: an application sent, one that came to its end, a service that ended, and one that runs."""

    APPLIED = "applied"
    ENDED = "ended"
    LEFT = "left"
    ACTIVE = "active"


@dataclass(frozen=True)
class Event:
    """Something that happened to someone on a London day. ``number`` names it among those of its kind.

    ``of`` is whom it counts for: of two events of one kind and quarter for the same, the later counts. What they said
    is beside the first of ``applications`` that has any answers.
    """

    kind: EventKind
    number: int
    on: date
    of: str
    measure: str
    strand: str
    area: str
    birth_date: date | None
    applications: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def owner(self) -> str:
        return f"{self.kind} {self.of}"


@dataclass
class Tally:
    """The counts so far; ``seen`` are the events that are counted, ``owners`` whom events of this quarter are of."""

    counts: Counter[Atom] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)

    def add(self, events: Iterable[Event], answers: Mapping[int, Answers], *, seen_before: Set[str]) -> None:
        """Count the events that no quarter has counted.

        Who was counted in a measure of this quarter already is not counted again in it, whatever happened since: their
        answers may be past finding, and the count of them past taking back.
        """
        fresh = [event for event in events if event.name not in seen_before and event.name not in self.seen]
        latest = {event.owner: event for event in sorted(fresh, key=lambda each: (each.on, each.number))}
        chosen = [event for owner, event in latest.items() if owner not in self.owners]
        self.counts += add_up(counted(event, answers) for event in chosen)
        self.seen |= {event.name for event in fresh}
        self.owners |= set(latest)

    def to_bytes(self, *, is_final: bool = False) -> bytes:
        """The document. Of a quarter counted for good, whom its events were of is not kept."""
        plain = {
            "counts": [[*atom, count] for atom, count in sorted(self.counts.items()) if count],
            "seen": sorted(self.seen),
            "owners": [] if is_final else sorted(self.owners),
        }
        document = zlib.compress(json.dumps(plain).encode())
        length = SHORTEST
        while length < len(document):
            length *= 2
        return document.ljust(length, b"\0")


def read_tally(document: bytes) -> Tally:
    """A tally from its document."""
    plain = json.loads(zlib.decompressobj().decompress(document))
    counts = Counter({Atom(*atom): count for *atom, count in plain["counts"]})
    return Tally(counts, set(plain["seen"]), set(plain["owners"]))


def answering(event: Event, answers: Mapping[int, Answers]) -> int | None:
    """The application whose answers count for an event; None where nobody said anything that can be found."""
    return next((each for each in event.applications if each in answers), None)


def counted(event: Event, answers: Mapping[int, Answers]) -> Counted:
    """The person of an event as they are counted."""
    found = answering(event, answers)
    said = Answers() if found is None else answers[found]
    return Counted(event.measure, event.strand, event.area, said, age_on(event.birth_date, event.on))
