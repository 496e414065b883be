"""One characteristic of one place, read from a published release."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount, percentage
from volunteers.trends.rules.representation.declared import Declaration, declaration
from volunteers.trends.rules.representation.groups import (
    DECLARED,
    NOT_ANSWERED,
    PREFER_NOT_TO_SAY,
    TOTAL,
    Characteristic,
)
from volunteers.trends.rules.representation.index import Representation, Residents, Untold, represent
from volunteers.trends.rules.representation.intervals import Share
from volunteers.trends.rules.representation.stages import Passage, StageLine, ratio_of

# From coming to leaving, in order; and whom the page speaks of first, as far as there are figures.
FIRST_TOLD = ("active", "applied", "appointed", "left")
COHORTS = {"applied": "Applied", "appointed": "Appointed", "active": "Serving", "left": "Stopped serving"}
ENDED, REACHED, LOST, APPOINTED, ACTIVE = "ended", "reached:", "lost:", "appointed", "active"
# How a release words that an application ended at a stage; what is left is the stage's own name.
ENDED_AT = ("Ended at ", "Ended from ")


@dataclass(frozen=True)
class Stage:
    """A stage of a strand: its words, the measure of those who came to it, and of those who went on."""

    words: str
    came: str
    went_on: str


@dataclass(frozen=True)
class Reading:
    """What a release says of one characteristic at one place, ``all``, a strand, or ``area:<code>``."""

    content: Content
    scope: str
    place: str
    characteristic: Characteristic

    @property
    def code(self) -> str:
        return f"{self.scope}.{self.characteristic.code}"

    @property
    def system(self) -> PublishedSystem | None:
        """None where nobody said anything of it at all."""
        return self.content.by_code.get(self.code)

    def count(self, measure: str, group: str) -> PublishedCount:
        """One figure; where the release has no such cell it is one that is not given."""
        found = self.system.count(measure, self.place, group) if self.system else None
        return found or PublishedCount(None, self.content.cut_off)

    @property
    def groups(self) -> Mapping[str, str]:
        """The words of what people said of themselves, in order, groups told together last."""
        stated = {one.code: one.words for one in self.characteristic.groups}
        stated |= {one.code: one.words for one in self.characteristic.sums}
        held = self.system.groups if self.system else stated
        return {code: words for code, words in stated.items() if code in held}

    @property
    def cohorts(self) -> Mapping[str, str]:
        """The words of the measures that are told of this place, in order."""
        held = {key.measure for key in self.system.counts if key.place == self.place} if self.system else set()
        return {measure: words for measure, words in COHORTS.items() if measure in held}

    @property
    def residents_words(self) -> str:
        return self.content.residents_words.get(self.code, "residents")

    @cached_property
    def _residents(self) -> Mapping[str, int]:
        where = self.place if self.place.startswith("area:") else "all"
        found = {
            one.group: one.count for one in self.content.residents if (one.system, one.place) == (self.code, where)
        }
        sums = {one.code: [found.get(part) for part in one.parts] for one in self.characteristic.sums}
        whole = {code: parts for code, parts in sums.items() if None not in parts}
        return {**found, **{code: sum(part or 0 for part in parts) for code, parts in whole.items()}}

    def residents(self, group: str) -> Residents | None:
        """The residents of a group and of all groups; None where the Census does not tell of every group."""
        stated = [one.code for one in self.characteristic.groups]
        if group not in self._residents or any(code not in self._residents for code in stated):
            return None
        return Residents(self._residents[group], sum(self._residents[code] for code in stated))

    def represent(self, measure: str, group: str) -> Representation | Untold:
        """A group in a measure, among those who said something, beside residents."""
        share = Share(self.count(measure, group), self.count(measure, DECLARED), self.content.rules.rounding)
        return represent(share, self.residents(group))

    def share(self, measure: str, group: str) -> float | None:
        """The percentage of a group among those who said something."""
        return percentage(self.count(measure, group), self.count(measure, DECLARED))

    @property
    def focus(self) -> str:
        """The measure to speak of: those serving, or where that would tell of few people, the next that can be told."""
        told = (one for one in FIRST_TOLD if any(self.share(one, group) is not None for group in self.groups))
        return next(told, ACTIVE)

    @property
    def is_told(self) -> bool:
        """Whether there is one share at all; otherwise there are too few people to say anything."""
        return any(self.share(measure, group) is not None for measure in self.cohorts for group in self.groups)

    def declarations(self) -> list[Declaration]:
        """How many said anything, of every cohort told."""
        return [
            declaration(
                words,
                *(self.count(measure, group) for group in (TOTAL, DECLARED, PREFER_NOT_TO_SAY, NOT_ANSWERED)),
            )
            for measure, words in self.cohorts.items()
        ]

    def stages(self) -> list[Stage]:
        """The stages of a strand in order, each as far as the release says how many went on; none for other places.

        The order is that of the sums: of those who came to a stage some were lost there, and the others went on.
        """
        onwards = {
            whole[0]: (parts[0][0], parts[1][0])
            for whole, parts in (self.system.row_sums if self.system else ())
            if whole[1] == self.place and len(parts) == 2 and parts[0][0].startswith(LOST)
        }
        found, came = [], ENDED
        while came in onwards:
            lost, went_on = onwards.pop(came)
            found.append(Stage(_stage_words(self.content.measures.get(lost, lost)), came, went_on))
            came = went_on
        return found

    def stage_lines(self) -> list[StageLine]:
        """Every group at every stage, beside the reference group and beside all who said something."""
        return [self._line(stage, group, words) for stage in self.stages() for group, words in self.groups.items()]

    def passage(self, stage: Stage, group: str) -> Passage:
        """Those of a group who came to a stage and who went on."""
        return Passage(self.count(stage.came, group), self.count(stage.went_on, group), self.content.rules.rounding)

    def _line(self, stage: Stage, group: str, words: str) -> StageLine:
        ours, reference = self.passage(stage, group), self.characteristic.reference
        beside = None if group == reference else ratio_of(ours, self.passage(stage, reference))
        return StageLine(stage.words, words, ours, beside, ratio_of(ours, self.passage(stage, DECLARED)))

    def other_date(self, count: PublishedCount) -> date | None:
        """The cut-off a given figure is of, where that is an earlier one than the release's."""
        return count.as_at if count.shown is not None and count.as_at != self.content.cut_off else None


def _stage_words(words: str) -> str:
    for begun in ENDED_AT:
        words = words.removeprefix(begun)
    return words[:1].upper() + words[1:]
