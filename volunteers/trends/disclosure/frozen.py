"""Everything a release is made from, as one document: the same input gives the same release, byte for byte."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from volunteers.trends.disclosure.content import Content, Residents, Rules, read_content
from volunteers.trends.disclosure.quarters import QuarterCounts, read_quarter


@dataclass(frozen=True)
class StrandShape:
    """One strand as it was then: whether its members are children, and its open stages (code, words) in order."""

    code: str
    words: str
    is_of_children: bool
    stages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frozen:
    """What a release is made from.

    ``quarters`` are all that were counted up to the cut-off, oldest first; ``earlier`` the documents of all releases
    published before, of this cut-off too, oldest first. ``areas`` are (code, words) in order.
    """

    cut_off: date
    version: int
    note: str
    force: str
    rules: Rules
    strands: Sequence[StrandShape]
    areas: Sequence[tuple[str, str]]
    quarters: Sequence[QuarterCounts]
    residents: Sequence[Residents]
    residents_source: str
    earlier: Sequence[Content] = ()

    def to_bytes(self) -> bytes:
        """The document, byte for byte the same for the same input."""
        plain: dict[str, Any] = {
            "cut_off": self.cut_off.isoformat(),
            "version": self.version,
            "note": self.note,
            "force": self.force,
            "rules": asdict(self.rules),
            "strands": [asdict(strand) for strand in self.strands],
            "areas": [list(area) for area in self.areas],
            "quarters": [[quarter.cut_off.isoformat(), quarter.to_json()] for quarter in self.quarters],
            "residents": [[one.system, one.place, one.group, one.count] for one in self.residents],
            "residents_source": self.residents_source,
            "earlier": [content.to_bytes().decode() for content in self.earlier],
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()


def read_frozen(document: bytes) -> Frozen:
    """An input from its document."""
    plain: Mapping[str, Any] = json.loads(document)
    return Frozen(
        cut_off=date.fromisoformat(plain["cut_off"]),
        version=plain["version"],
        note=plain["note"],
        force=plain["force"],
        rules=Rules(**plain["rules"]),
        strands=[
            StrandShape(each["code"], each["words"], each["is_of_children"], tuple(map(tuple, each["stages"])))
            for each in plain["strands"]
        ],
        areas=[(code, words) for code, words in plain["areas"]],
        quarters=[read_quarter(date.fromisoformat(on), text) for on, text in plain["quarters"]],
        residents=[Residents(*each) for each in plain["residents"]],
        residents_source=plain["residents_source"],
        earlier=[read_content(document.encode()) for document in plain["earlier"]],
    )
