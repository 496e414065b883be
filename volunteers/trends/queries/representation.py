"""Who is missing, from the latest published release: nothing here reads an exact count of people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import NotFound
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount, percentage
from volunteers.trends.queries import releases
from volunteers.trends.queries.choices import Option
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.representation.declared import Declaration, percent_words
from volunteers.trends.rules.representation.findings import Finding, answer, foremost, loss_sentence
from volunteers.trends.rules.representation.groups import BY_SCOPE, DECLARED, Characteristic
from volunteers.trends.rules.representation.index import Representation
from volunteers.trends.rules.representation.pictures import representation_picture
from volunteers.trends.rules.representation.reading import COHORTS, Reading
from volunteers.trends.rules.representation.stages import StageLine, told_stages
from volunteers.trends.rules.representation.wording import CADETS, characteristic_of, inside, people

ADULTS, ALL = "adults", "all"
FIRST = "sex"
# What the latest release says of groups, by its digest: it never changes, and every look at the overview asks it.
_foremost: dict[str, list[Finding]] = {}


@dataclass(frozen=True)
class Cell:
    """A figure of a cohort: people, their share of those who said, and what that says beside residents.

    ``as_at`` is the cut-off it is of, where that is not the release's.
    """

    heading: str
    people: str
    share: str
    times: str
    is_fewer: bool
    as_at: date | None


@dataclass(frozen=True)
class CohortLine:
    """A group from coming to leaving."""

    group: str
    residents: str
    cells: Sequence[Cell]
    is_stated: bool


@dataclass(frozen=True)
class StageGroup:
    """One stage with what is told of groups at it; none where there were too few people."""

    stage: str
    everyone: str
    lines: Sequence[StageLine]


@dataclass(frozen=True)
class RepresentationPage:
    """The page. Where ``is_told`` is False there are too few people, and it holds no figure at all."""

    content: Content
    characteristic: Characteristic
    place: str
    where: str
    places: Sequence[Option]
    characteristics: Sequence[Option]
    is_asked: bool
    is_told: bool
    is_of_strand: bool
    answer: str
    picture: Picture | None
    headings: Sequence[str]
    cohorts: Sequence[CohortLine]
    loss: str
    stages: Sequence[StageGroup]
    declarations: Sequence[Declaration]
    residents_words: str
    reference: str


def get_representation_page(*, place: str | None, characteristic: str | None) -> RepresentationPage | None:
    """The page from the latest published release; None where none has been published.

    Raises ``NotFound`` for a place or a characteristic that the release has not.
    """
    release = releases.find_latest()
    if release is None:
        return None
    return representation_page(releases.content_of(release), None, place, characteristic)


def representation_page(
    content: Content, scope: str | None, place: str | None, characteristic: str | None
) -> RepresentationPage:
    """The page of one place and characteristic of a release; without them, of all adults or all cadets by sex.

    Without ``scope`` it is that of the place. A characteristic that is not asked of cadets is said to be so. Raises
    ``NotFound`` for a place or a characteristic that the release has not.
    """
    scopes = {each: _places_of(content, each) for each in BY_SCOPE}
    place = place or next(iter(scopes[scope or ADULTS]), ALL)
    scope = scope or next((each for each, places in scopes.items() if place in places), None)
    chosen = characteristic_of(scope or "", characteristic or FIRST)
    unasked = characteristic_of(ADULTS, characteristic or FIRST) if chosen is None and scope == CADETS else None
    one = chosen or unasked
    if scope is None or place not in scopes[scope] or one is None:
        raise NotFound("no such place or characteristic in this release")
    reading = Reading(content, scope, place, one)
    return _page(reading, scopes, is_asked=unasked is None)


def foremost_missing() -> list[Finding]:
    """The groups most clearly missing among all adults serving, by the latest published release; none without one."""
    release = releases.find_latest()
    if release is None:
        return []
    if release.digest not in _foremost:
        _foremost.clear()
        _foremost[release.digest] = foremost(releases.content_of(release))
    return _foremost[release.digest]


def _page(reading: Reading, scopes: dict[str, list[str]], *, is_asked: bool) -> RepresentationPage:
    content, one = reading.content, reading.characteristic
    is_told = is_asked and reading.is_told
    lines = reading.stage_lines() if is_told else []
    words = content.places.get(reading.place, reading.place)
    return RepresentationPage(
        content=content, characteristic=one, place=words, where=_where(reading),
        places=[
            Option(place, content.places.get(place, place), place == reading.place)
            for places in scopes.values()
            for place in places
        ],
        characteristics=[Option(each.code, each.words, each.code == one.code) for each in BY_SCOPE[ADULTS]],
        is_asked=is_asked, is_told=is_told, is_of_strand=_is_strand(reading.place),
        answer=answer(reading) if is_told else "",
        picture=representation_picture(reading) if is_told else None,
        headings=list(reading.cohorts.values()) if is_told else [],
        cohorts=_cohorts(reading) if is_told else [],
        loss=loss_sentence(reading, lines), stages=_stages(reading, lines),
        declarations=reading.declarations() if is_told and one.code != "age" else [],
        residents_words=reading.residents_words, reference=inside(people(reading.scope, one, one.reference)),
    )  # fmt: skip


def _places_of(content: Content, scope: str) -> list[str]:
    """The places that a release tells groups of: all together first, then strands, then areas, each by name."""
    systems = [system for system in content.systems if system.code.startswith(f"{scope}.")]
    found = {key.place for system in systems for key in system.counts}
    known = [place for place in found if place in content.places and place != "area:unknown"]
    return sorted(known, key=lambda place: (place != ALL, place.startswith("area:"), content.places[place]))


def _is_strand(place: str) -> bool:
    return place != ALL and not place.startswith("area:")


def _where(reading: Reading) -> str:
    """Where there are too few people, inside a sentence."""
    if reading.place == ALL:
        return "among all volunteers"
    return "in this strand" if _is_strand(reading.place) else "in this area"


def _cohorts(reading: Reading) -> list[CohortLine]:
    silent = {} if reading.characteristic.code == "age" else reading.characteristic.named
    beside = {code: words for code, words in silent.items() if code not in reading.groups}
    lines = [_cohort(reading, group, words, is_stated=True) for group, words in reading.groups.items()]
    return lines + [_cohort(reading, group, words, is_stated=False) for group, words in _last(beside, reading)]


def _last(beside: dict[str, str], reading: Reading) -> Iterable[tuple[str, str]]:
    """What is no group: everyone who said, those who did not, and everyone."""
    return beside.items() if beside else [("total", reading.characteristic.words_of("total"))]


def _cohort(reading: Reading, group: str, words: str, *, is_stated: bool) -> CohortLine:
    living = reading.residents(group) if is_stated else None
    return CohortLine(
        words,
        percent_words(100 * living.group / living.everyone) if living and living.everyone else "",
        [_cell(reading, measure, group, is_stated=is_stated) for measure in reading.cohorts],
        is_stated,
    )


def _cell(reading: Reading, measure: str, group: str, *, is_stated: bool) -> Cell:
    count: PublishedCount = reading.count(measure, group)
    share = reading.share(measure, group) if is_stated else None
    found = reading.represent(measure, group) if is_stated else None
    times = found if isinstance(found, Representation) else None
    return Cell(
        COHORTS[measure], count.words, "" if share is None else percent_words(share), times.words if times else "",
        times is not None and times.is_fewer, reading.other_date(count),
    )  # fmt: skip


def _stages(reading: Reading, lines: Sequence[StageLine]) -> list[StageGroup]:
    told = told_stages(lines)
    if not any(told.values()):
        return []
    return [
        StageGroup(stage.words, _everyone(reading, stage.came, stage.went_on), told.get(stage.words, []))
        for stage in reading.stages()
    ]


def _everyone(reading: Reading, came: str, went_on: str) -> str:
    """The share of all who said something that went on; nothing where it is not given."""
    share = percentage(reading.count(went_on, DECLARED), reading.count(came, DECLARED))
    return "" if share is None else percent_words(share)
