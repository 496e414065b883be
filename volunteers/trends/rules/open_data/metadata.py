"""What a machine needs to read the files: CSV on the Web metadata (W3C Recommendation, 17 December 2015)."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import MARK
from volunteers.trends.rules.open_data.columns import (
    FIGURES,
    FIGURES_KEY,
    RESIDENTS,
    RESIDENTS_KEY,
    SUMS,
    Column,
)

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def to_csvw(content: Content, address: str, published_on: date | None = None) -> bytes:
    """The description of a release's files, which stand beside it at ``address``, an address without a last slash."""
    codes = _codes(content)
    figures = _table(f"{address}/figures.csv", "Figures", FIGURES, codes, FIGURES_KEY)
    residents = _table(f"{address}/residents.csv", "Residents", RESIDENTS, codes, RESIDENTS_KEY)
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": f"{address}/metadata.json",
        "dc:title": f"Volunteers of {content.force}: figures of the quarter to {content.cut_off.isoformat()}",
        "dc:description": "Who applies, is appointed, serves and leaves, by strand, area and characteristic.",
        "dc:identifier": f"sha256:{content.digest}",
        "dc:publisher": content.force,
        "dc:license": {"@id": LICENCE},
        "dc:language": "en-GB",
        "rdfs:comment": _notes(content),
        "tables": [
            figures,
            {**residents, "dc:source": content.residents_source},
            _table(f"{address}/sums.csv", "Which figures add up to which", SUMS, codes),
        ],
    }
    if content.note:
        document["skos:changeNote"] = content.note
    if published_on is not None:
        document["dc:issued"] = {"@value": published_on.isoformat(), "@type": "date"}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _notes(content: Content) -> list[str]:
    rules = content.rules
    return [
        f"Numbers of people are given to the nearest {rules.rounding}: parts may not add up to their whole.",
        f"{MARK} stands for every number that is not given: of fewer than {rules.threshold_sensitive} people (of one "
        f"strand in one area of adults fewer than {rules.threshold}), and of any number, none as well, that would give "
        "one of these away.",
        "A number that could not be given anew without telling of few people stands as it was; figure_of says of which "
        "cut-off.",
        f"No percentage should be worked out of fewer than {rules.smallest_base} people.",
    ]


def _codes(content: Content) -> dict[str, Sequence[str]]:
    """The values there are of a column, by its name."""
    keys = [key for system in content.systems for key in system.counts]
    measures, places = list(dict.fromkeys(key.measure for key in keys)), list(dict.fromkeys(key.place for key in keys))
    groups = list(dict.fromkeys(group for system in content.systems for group in system.groups))
    of_residents = [one.group for one in content.residents if one.group not in groups]
    systems = [system.code.partition(".") for system in content.systems]
    found: dict[str, Sequence[str]] = {
        "release": [content.name],
        "scope": list(dict.fromkeys(scope for scope, _, _ in systems)),
        "characteristic": list(dict.fromkeys(characteristic for _, _, characteristic in systems)),
        "measure": measures,
        "place": places,
        "group": [*groups, *dict.fromkeys(of_residents)],
    }
    for name in ("measure", "place", "group"):
        found[f"whole_{name}"] = found[f"part_{name}"] = found[name]
    return found


def _table(
    url: str, title: str, columns: Sequence[Column], codes: Mapping[str, Sequence[str]], key: Sequence[str] = ()
) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(one, codes.get(one.name, ())) for one in columns]}
    if key:
        schema["primaryKey"] = list(key)
    return {"url": url, "dc:title": title, "dialect": {"header": True, "encoding": "utf-8"}, "tableSchema": schema}


def _column(one: Column, codes: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": one.name,
        # A reader compares the first line of the file with these, and shows people the last.
        "titles": [one.name, one.title],
        "dc:description": one.description,
        "datatype": _datatype(one, codes),
        "required": one.is_required,
    }
    if not one.is_required:
        found["null"] = [one.null]
    return found


def _datatype(one: Column, codes: Iterable[str]) -> str | dict[str, str]:
    """Its type; of a code, with the codes there are as a pattern, which is how CSVW lists the values of a string."""
    if one.datatype == "date":
        return {"base": "date", "format": "yyyy-MM-dd"}
    pattern = "|".join(re.escape(code).replace("\\-", "-") for code in codes)
    return {"base": one.datatype, "format": pattern} if pattern else one.datatype
