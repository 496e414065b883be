"""The files: RFC 4180, UTF-8 without a mark, lines ended by CR LF as the RFC has them. The same bytes each time."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from volunteers.trends.disclosure.content import Content
from volunteers.trends.rules.open_data.columns import FIGURES, RESIDENTS, SUMS, Column

ON_ONE_DAY = "active"
WHOLE_AREA = "All areas"


def figures_csv(content: Content) -> bytes:
    """Every figure of a release, one a row: by measure, place and then group as the release has them."""
    return _written(FIGURES, _figures(content))


def residents_csv(content: Content) -> bytes:
    """The residents that the figures are compared with, by the Census."""
    return _written(RESIDENTS, _residents(content))


def sums_csv(content: Content) -> bytes:
    """Which figures are which others together, one part a row, so that a program can add them up within rounding."""
    return _written(SUMS, _sums(content))


def _figures(content: Content) -> Iterable[Mapping[str, str]]:
    for system in content.systems:
        scope, _, characteristic = system.code.partition(".")
        order = {group: number for number, group in enumerate(system.groups)}
        for key, count in sorted(system.counts.items(), key=lambda cell: (cell[0].row, order[cell[0].group])):
            yield {
                "release": content.name,
                "cut_off": content.cut_off.isoformat(),
                "scope": scope,
                "characteristic": characteristic,
                "measure": key.measure,
                "measure_words": content.measures[key.measure],
                "from": "" if key.measure == ON_ONE_DAY else content.from_on.isoformat(),
                "to": content.cut_off.isoformat(),
                "place": key.place,
                "place_words": content.places[key.place],
                "group": key.group,
                "group_words": system.groups[key.group],
                "people": count.words.replace(",", ""),
                "figure_of": count.as_at.isoformat(),
            }


def _residents(content: Content) -> Iterable[Mapping[str, str]]:
    for one in content.residents:
        scope, _, characteristic = one.system.partition(".")
        system = content.by_code.get(one.system)
        yield {
            "scope": scope,
            "characteristic": characteristic,
            "residents_words": content.residents_words[one.system],
            "place": one.place,
            "place_words": WHOLE_AREA if one.place == "all" else content.places[one.place],
            "group": one.group,
            "group_words": system.groups[one.group] if system else one.group,
            "residents": str(one.count),
        }


def _sums(content: Content) -> Iterable[Mapping[str, str]]:
    for system in content.systems:
        scope, _, characteristic = system.code.partition(".")
        of = {"scope": scope, "characteristic": characteristic}
        told = {key.row for key in system.counts}
        for row, rows in system.row_sums:
            if told.issuperset((row, *rows)):
                whole = {"whole_measure": row[0], "whole_place": row[1]}
                for measure, place in rows:
                    yield {**of, **whole, "part_measure": measure, "part_place": place}
        for group, groups in system.group_sums:
            for part in groups:
                yield {**of, "whole_group": group, "part_group": part}


def _written(columns: Sequence[Column], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in columns], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
