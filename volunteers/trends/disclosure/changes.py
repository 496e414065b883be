"""What has changed since earlier releases: a figure is given anew only when nobody, or enough people, changed in it.

Source: assurance.md 4.6, rows 12, 13 and 18. The difference of two figures of the same people at two times is a figure
of those who came or went in between; rounding does not hide it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.disclosure.rows import ACTIVE, MOVED
from volunteers.trends.disclosure.tables import Key

WINDOW = 4
Counts = Mapping[date, Counter[Key]]


def window(cut_off: date) -> list[date]:
    """The cut-offs of the quarters that the flows of a release are over: twelve months."""
    return [before(cut_off, quarters) for quarters in range(WINDOW)]


def value_at(counts: Counts, key: Key, cut_off: date) -> int:
    """The exact value of a cell in the release of a cut-off."""
    if key.measure == ACTIVE:
        return counts[cut_off][key]
    return sum(counts[quarter][key] for quarter in window(cut_off) if quarter in counts)


def changed(counts: Counts, key: Key, then: date, now: date) -> int:
    """How many people a cell of one cut-off holds that the same cell of the other does not."""
    if key.measure == ACTIVE:
        between = (quarter for quarter in counts if then < quarter <= now)
        moved = sum(counts[quarter][key._replace(measure=MOVED)] for quarter in between)
        return max(moved, abs(value_at(counts, key, now) - value_at(counts, key, then)))
    apart = set(window(then)) ^ set(window(now))
    return sum(counts[quarter][key] for quarter in apart if quarter in counts)


@dataclass(frozen=True)
class Past:
    """The earlier releases that bear on a new one, and what was counted then of one characteristic.

    ``system`` is the code of the system whose figures are asked for.
    """

    system: str
    cut_off: date
    counts: Counts
    earlier: Sequence[Content]

    def bearing(self) -> list[Content]:
        """Releases of the last four quarters: what is older shares no quarter with this one."""
        oldest = before(self.cut_off, WINDOW)
        return [one for one in self.earlier if oldest <= one.cut_off and one.cut_off in self.counts]

    def _found(self, content: Content, key: Key) -> PublishedCount | None:
        system = content.by_code.get(self.system)
        return system.counts.get(key) if system else None

    def is_stale(self, key: Key, threshold: int) -> bool:
        """Whether a new figure beside one given before would tell of 1 to ``threshold`` - 1 people."""
        for content in self.bearing():
            figure = self._found(content, key)
            is_given = figure is not None and figure.shown is not None and figure.as_at == content.cut_off
            if is_given and 0 < changed(self.counts, key, content.cut_off, self.cut_off) < threshold:
                return True
        return False

    def stays_hidden(self, key: Key, threshold: int) -> bool:
        """Whether a figure kept back before would be told by a new one of nearly the same people."""
        for content in self.bearing():
            figure = self._found(content, key)
            is_kept_back = figure is not None and (figure.shown is None or figure.as_at != content.cut_off)
            if is_kept_back and changed(self.counts, key, content.cut_off, self.cut_off) < threshold:
                return True
        return False

    def last_given(self, key: Key) -> PublishedCount | None:
        """The figure that stands in place of one kept back now: the last given, if it is not over a year old."""
        for content in reversed(self.bearing()):
            figure = self._found(content, key)
            if figure is not None and figure.shown is not None and figure.as_at >= before(self.cut_off, WINDOW):
                return figure
        return None
