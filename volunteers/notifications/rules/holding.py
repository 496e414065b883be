"""What becomes of a message by the choices of whoever it is to: sent at once, held, gathered, or not sent at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from volunteers.notifications.rules.choices import AT_ONCE, OF_A_DUTY, TIMED, Choices, Group, Way, group_of
from volunteers.notifications.rules.quiet import CLOSE, TO_ANSWER, is_too_late, next_gathering


@dataclass(frozen=True)
class News:
    """What is known of a message: its kind, when it could go, when what it tells of begins and when it is old news."""

    kind: str
    at: datetime
    starts_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def group(self) -> Group | None:
        return group_of(self.kind)

    def is_too_late(self, until: datetime, left: timedelta) -> bool:
        return is_too_late(until, starts_at=self.starts_at, expires_at=self.expires_at, left=left)

    @property
    def cannot_wait(self) -> bool:
        """Codes and links, and what is said of a duty that begins soon or at an unknown moment."""
        if self.kind in AT_ONCE:
            return True
        if self.starts_at is not None:
            return self.starts_at < self.at + CLOSE
        return self.group is not None and self.group.code in (OF_A_DUTY if self.expires_at else TIMED)


@dataclass(frozen=True)
class Plan:
    """When a message goes; ``is_quiet`` when quiet hours hold it, ``is_daily`` when it goes in a day’s one mail.

    ``is_wanted`` is false when whoever it is to chose not to be told.
    """

    at: datetime
    is_quiet: bool = False
    is_daily: bool = False
    is_wanted: bool = True


def plan(news: News, choices: Choices) -> Plan:
    """What becomes of it. What cannot wait is never held, and nothing is held until it is of no use."""
    way = choices.way(news.group.code) if news.group else Way.USUAL
    if way is Way.OFF:
        return Plan(news.at, is_wanted=False)
    if news.cannot_wait:
        return Plan(news.at)
    if way is Way.DAILY:
        gathered = _over(next_gathering(news.at), choices)
        if not news.is_too_late(gathered, CLOSE):
            return Plan(gathered, is_daily=True)
    over = _over(news.at, choices)
    if over == news.at or news.is_too_late(over, TO_ANSWER):
        return Plan(news.at)
    return Plan(over, is_quiet=True)


def _over(at: datetime, choices: Choices) -> datetime:
    return choices.quiet.over(at) if choices.quiet else at
