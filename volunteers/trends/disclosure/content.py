"""The published form of a release: one document of plain words and rounded numbers, the same bytes each time.

This is all that pages, reports, open data and outsiders see. It holds no exact count of few people.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key, Row, SumOf

FORMAT = 1


@dataclass(frozen=True)
class Rules:
    """The rules a release was made by, as numbers of people."""

    threshold: int
    threshold_sensitive: int
    rounding: int
    smallest_base: int


@dataclass(frozen=True)
class PublishedSystem:
    """The figures of one characteristic, or of ``people`` by none, as published, and how they add up.

    ``row_sums``: of the people of these rows (measure and place), the first are all the others together, group by
    group. ``group_sums``: in every row, the first group is all the others together.
    """

    code: str
    name: str
    threshold: int
    groups: Mapping[str, str]
    counts: Mapping[Key, PublishedCount]
    row_sums: Sequence[tuple[Row, tuple[Row, ...]]] = ()
    group_sums: Sequence[tuple[str, tuple[str, ...]]] = ()

    @property
    def sums(self) -> list[SumOf]:
        """Every cell that is the sum of others."""
        rows = [
            SumOf(Key(*whole, group), tuple(Key(*part, group) for part in parts))
            for whole, parts in self.row_sums
            for group in self.groups
        ]
        named = dict.fromkeys(key.row for key in self.counts)
        groups = [
            SumOf(Key(*row, whole), tuple(Key(*row, part) for part in parts))
            for row in named
            for whole, parts in self.group_sums
        ]
        return [one for one in (*rows, *groups) if all(key in self.counts for key in (one.whole, *one.parts))]

    def count(self, measure: str, place: str, group: str = "total") -> PublishedCount | None:
        """One figure; None where the release has no such cell."""
        return self.counts.get(Key(measure, place, group))


@dataclass(frozen=True)
class Residents:
    """How many residents of a place are of a group, by the Census. ``place`` is ``all`` or ``area:<code>``."""

    system: str
    place: str
    group: str
    count: int


@dataclass(frozen=True)
class Content:
    """A release as published. ``version`` 1 is the first of its cut-off; a later one corrects it: ``note`` says why.

    ``from_on`` is the first day of the twelve months that flows are over; the cut-off is the last, included.
    ``measures``, ``places`` and ``residents_words`` (by system) give the words of codes.
    """

    cut_off: date
    from_on: date
    version: int
    note: str
    force: str
    rules: Rules
    measures: Mapping[str, str]
    places: Mapping[str, str]
    systems: Sequence[PublishedSystem]
    residents: Sequence[Residents]
    residents_words: Mapping[str, str]
    residents_source: str

    @cached_property
    def by_code(self) -> Mapping[str, PublishedSystem]:
        return {system.code: system for system in self.systems}

    @property
    def name(self) -> str:
        """A name for files and addresses: ``2026-09-30`` or, corrected, ``2026-09-30-v2``."""
        return self.cut_off.isoformat() + (f"-v{self.version}" if self.version > 1 else "")

    def to_bytes(self) -> bytes:
        """The document, byte for byte the same for the same content."""
        return json.dumps(self._plain(), ensure_ascii=False, sort_keys=True).encode() + b"\n"

    @property
    def digest(self) -> str:
        """SHA-256 of the document, in hexadecimal."""
        return digest_of(self.to_bytes())

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "cut_off": self.cut_off.isoformat(),
            "from_on": self.from_on.isoformat(),
            "version": self.version,
            "note": self.note,
            "force": self.force,
            "rules": vars(self.rules),
            "measures": dict(self.measures),
            "places": dict(self.places),
            "systems": [_system_plain(system) for system in self.systems],
            "residents": [[one.system, one.place, one.group, one.count] for one in self.residents],
            "residents_words": dict(self.residents_words),
            "residents_source": self.residents_source,
        }


def digest_of(document: bytes) -> str:
    """SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(document).hexdigest()


def read_content(document: bytes) -> Content:
    """A release from its document; raises ``ValueError`` for another format."""
    plain = json.loads(document)
    if plain.get("format") != FORMAT:
        raise ValueError(f"a release of format {plain.get('format')} cannot be read here")
    return Content(
        cut_off=date.fromisoformat(plain["cut_off"]),
        from_on=date.fromisoformat(plain["from_on"]),
        version=plain["version"],
        note=plain["note"],
        force=plain["force"],
        rules=Rules(**plain["rules"]),
        measures=plain["measures"],
        places=plain["places"],
        systems=[_system_read(each) for each in plain["systems"]],
        residents=[Residents(*each) for each in plain["residents"]],
        residents_words=plain["residents_words"],
        residents_source=plain["residents_source"],
    )


def _system_plain(system: PublishedSystem) -> dict[str, Any]:
    return {
        "code": system.code,
        "name": system.name,
        "threshold": system.threshold,
        "groups": list(map(list, system.groups.items())),
        "counts": [[*key, count.shown, count.as_at.isoformat()] for key, count in sorted(system.counts.items())],
        "row_sums": [[list(whole), [list(part) for part in parts]] for whole, parts in system.row_sums],
        "group_sums": [[whole, list(parts)] for whole, parts in system.group_sums],
    }


def _system_read(plain: Mapping[str, Any]) -> PublishedSystem:
    return PublishedSystem(
        code=plain["code"],
        name=plain["name"],
        threshold=plain["threshold"],
        groups=dict(plain["groups"]),
        counts={
            Key(measure, place, group): PublishedCount(shown, date.fromisoformat(as_at))
            for measure, place, group, shown, as_at in plain["counts"]
        },
        row_sums=[
            ((whole[0], whole[1]), tuple((part[0], part[1]) for part in parts)) for whole, parts in plain["row_sums"]
        ],
        group_sums=[(whole, tuple(parts)) for whole, parts in plain["group_sums"]],
    )
