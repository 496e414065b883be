"""What a machine needs to read the files: CSV on the Web metadata (W3C Recommendation, 17 December 2015)."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import MARK
from volunteers.trends.rules.open_data.columns import FIGURES, FIGURES_KEY, RESIDENTS, RESIDENTS_KEY, Column

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# Terms of our own are under the address of the file itself; a reader of CSVW leaves out what it does not know.
OWN = "volunteers"


def to_csvw(content: Content, address: str, published_on: date | None = None) -> bytes:
    """The description of a release's files, which stand beside it at ``address``, an address without a last slash.

    Apart from what the standard has, it says which figures add up to which, so that a reader can check them within
    their rounding.
    """
    notes = [
        f"Numbers of people are given to the nearest {content.rules.rounding}: parts may not add up to their whole.",
        f"{MARK} stands for every number that is not given: of fewer than {content.rules.threshold_sensitive} people "
        f"(of one strand in one area fewer than {content.rules.threshold}), of none, or of any number that would give "
        "one of these away.",
        "A number that fewer people changed in than may be told of stands as it was; figure_of says of which quarter.",
        f"No percentage should be worked out of fewer than {content.rules.smallest_base} people.",
    ]
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": f"{address}/metadata.json",
        "dc:title": f"Volunteers of {content.force}: figures of the quarter to {content.cut_off.isoformat()}",
        "dc:description": "Who applies, is appointed, serves and leaves, by strand, area and characteristic.",
        "dc:publisher": content.force,
        "dc:license": {"@id": LICENCE},
        "dc:language": "en-GB",
        "rdfs:comment": notes,
        "tables": [
            _table(f"{address}/figures.csv", "Figures", FIGURES, FIGURES_KEY),
            {
                **_table(f"{address}/residents.csv", "Residents", RESIDENTS, RESIDENTS_KEY),
                "dc:source": content.residents_source,
            },
        ],
        f"{OWN}:digest": content.digest,
        f"{OWN}:note": content.note,
        f"{OWN}:sums": _sums(content),
    }
    if published_on is not None:
        document["dc:issued"] = {"@value": published_on.isoformat(), "@type": "date"}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(url: str, title: str, columns: Sequence[Column], key: Sequence[str]) -> dict[str, Any]:
    return {
        "url": url,
        "dc:title": title,
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": [_column(one) for one in columns], "primaryKey": list(key)},
    }


def _column(one: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": one.name,
        "titles": one.title,
        "dc:description": one.description,
        "datatype": {"base": "date", "format": "yyyy-MM-dd"} if one.datatype == "date" else one.datatype,
        "required": one.is_required,
    }
    if not one.is_required:
        found["null"] = one.null
    return found


def _sums(content: Content) -> list[dict[str, Any]]:
    """By scope and characteristic, the rows and groups that are others together."""
    return [
        {
            "system": system.code,
            "rows": [[list(whole), [list(part) for part in parts]] for whole, parts in system.row_sums],
            "groups": [[whole, list(parts)] for whole, parts in system.group_sums],
        }
        for system in content.systems
    ]
