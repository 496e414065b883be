"""What is said of groups in one plain sentence, from published figures alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from volunteers.trends.disclosure.content import Content
from volunteers.trends.rules.representation.declared import percent_words
from volunteers.trends.rules.representation.groups import ADULTS
from volunteers.trends.rules.representation.index import NO_RESIDENTS, Representation, Untold
from volunteers.trends.rules.representation.reading import Reading
from volunteers.trends.rules.representation.stages import StageLine, clearest_loss
from volunteers.trends.rules.representation.wording import cohort_of, inside, people

MOST_SAID = 2
ALL = "all"
# A share that is clearly lower, but hardly, is no headline: its range must end a tenth below the residents'.
NOTABLE = 0.9


@dataclass(frozen=True)
class Finding:
    """A group that is clearly fewer, or clearly more, in a measure than among residents. ``words`` name what by."""

    characteristic: str
    words: str
    group: str
    found: Representation
    sentence: str

    @property
    def is_missing(self) -> bool:
        """Whether the group is fewer by a tenth or more, whatever chance and rounding did."""
        return self.found.interval.high <= NOTABLE


def findings(reading: Reading) -> list[Finding]:
    """Every group that differs beyond chance and rounding, in the order of the groups."""
    measure = reading.focus
    found = ((group, reading.represent(measure, group)) for group in reading.groups)
    return [
        Finding(
            reading.characteristic.code,
            reading.characteristic.words,
            group,
            one,
            _sentence(reading, measure, group, one),
        )
        for group, one in found
        if isinstance(one, Representation) and one.is_clear
    ]


def clearest(found: Iterable[Finding]) -> Finding | None:
    """The group most clearly missing: its interval ends lowest; where none is, the one furthest from residents."""
    several = list(found)
    fewer = [one for one in several if one.is_missing]
    if fewer:
        return min(fewer, key=lambda one: one.found.interval.high)
    return max(several, key=lambda one: max(one.found.interval.low, 1 / one.found.interval.high), default=None)


def answer(reading: Reading) -> str:
    """The page's answer: the clearest finding, or that there is none."""
    one = clearest(findings(reading))
    if one:
        return one.sentence
    said = [reading.represent(reading.focus, group) for group in reading.groups]
    if any(isinstance(each, Representation) for each in said):
        return (
            f"No group is clearly fewer or more among {_cohort(reading, reading.focus)} than among "
            f"{reading.residents_words}: what differs may be chance."
        )
    if any(each == Untold(NO_RESIDENTS) for each in said):
        return f"{NO_RESIDENTS}, so there is nothing to compare with."
    return "There are too few figures to compare with residents."


def loss_sentence(reading: Reading, lines: Iterable[StageLine]) -> str:
    """At which stage a group is lost most clearly; that none is, where stages can be compared; else nothing."""
    several = list(lines)
    loss = clearest_loss(several)
    if loss is None:
        return "At no stage is one group clearly lost more than another." if any(x.is_told for x in several) else ""
    line, ratio = loss
    code = next(code for code, words in reading.groups.items() if words == line.group)
    ours = people(reading.scope, reading.characteristic, code)
    others = "everyone who said"
    if ratio is line.beside_reference:
        others = inside(people(reading.scope, reading.characteristic, reading.characteristic.reference))
    return (
        f"{ours} are lost most clearly at the stage “{line.stage}”: {percent_words(ratio.rate)} of those who came to "
        f"it went on, against {percent_words(ratio.other_rate)} of {others}."
    )


def foremost(content: Content, most: int = MOST_SAID) -> list[Finding]:
    """The groups most clearly missing among all adults serving, one a characteristic, the clearest first."""
    by_characteristic = (findings(Reading(content, "adults", ALL, one)) for one in ADULTS)
    fewer = [clearest(one for one in several if one.is_missing) for several in by_characteristic]
    return sorted((one for one in fewer if one), key=lambda one: one.found.interval.high)[:most]


def _sentence(reading: Reading, measure: str, group: str, found: Representation) -> str:
    return (
        f"{people(reading.scope, reading.characteristic, group)} are {percent_words(found.share)} of "
        f"{_cohort(reading, measure)} and {percent_words(found.residents)} of {reading.residents_words}: "
        f"{found.words}, and that is more than chance."
    )


def _cohort(reading: Reading, measure: str) -> str:
    return cohort_of(measure, reading.place, reading.content.places.get(reading.place, reading.place))
