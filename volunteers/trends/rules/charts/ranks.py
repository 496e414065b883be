"""Names with bars, the longest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ranked:
    """One row: a name, its value in words, the length of its bar from 0 to 1, and whether it is us.

    ``share`` is None where there is no value to draw; ``href`` leads to the page of what is named.
    """

    name: str
    words: str
    share: float | None
    is_ours: bool = False
    href: str | None = None
    note: str = ""

    @property
    def length(self) -> float:
        """The bar in hundredths."""
        return round(100 * max(0.0, min(1.0, self.share or 0.0)), 1)


def ranked(rows: Iterable[tuple[str, float | None, str]], *, ours: str | None = None) -> Sequence[Ranked]:
    """Rows of (name, value, value in words), the greatest first and those without a value last, by name."""
    found = sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    most = max([value for _, value, _ in found if value is not None and value > 0], default=1.0)
    return [Ranked(name, words, None if value is None else value / most, name == ours) for name, value, words in found]
