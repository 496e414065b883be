"""How many people said anything of themselves: what every other figure of a characteristic rests on."""

from dataclasses import dataclass

from volunteers.trends.disclosure.counts import MARK, PublishedCount, percentage


@dataclass(frozen=True)
class Declaration:
    """Of everyone in a measure, as percentages in words: said something, preferred not to, and nothing.

    A share that cannot be given is the mark of a figure not given, whatever the reason.
    """

    measure: str
    everyone: str
    said: str
    prefer_not_to_say: str
    not_answered: str

    @property
    def is_told(self) -> bool:
        """Whether the share of those who said something is given."""
        return self.said != MARK


def declaration(
    measure: str,
    everyone: PublishedCount,
    said: PublishedCount,
    prefer_not_to_say: PublishedCount,
    not_answered: PublishedCount,
) -> Declaration:
    """The three shares of a measure, which is given in words."""
    shares = (share_words(part, everyone) for part in (said, prefer_not_to_say, not_answered))
    return Declaration(measure, everyone.words, *shares)


def share_words(part: PublishedCount, whole: PublishedCount) -> str:
    """A percentage in words, to a whole one; the mark where it cannot be given."""
    share = percentage(part, whole)
    return MARK if share is None else percent_words(share)


def percent_words(share: float) -> str:
    """A percentage to a whole one, with one place below 10, as shares of small groups need it."""
    return f"{share:.1f}%" if 0 < share < 9.95 else f"{share:.0f}%"
