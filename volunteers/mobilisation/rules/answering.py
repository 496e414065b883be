"""What someone may answer to a call, which post they get, and when those who come will be there."""

import hmac
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from volunteers.errors import Refusal
from volunteers.rosters.rules import PostFacts

PURPOSE = b"can you come:"
TOKEN_BYTES = 20  # 160 bits: nobody guesses one
SLOT = timedelta(minutes=30)
# How soon someone can be there, in minutes; "no" for not at all.
ANSWERS = {30: "in 30 minutes", 60: "in 1 hour", 90: "in 1½ hours", 120: "in 2 hours"}


class CallState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # enough people are on their way
    CALLED_OFF = "called_off"  # the duty was cancelled


class Answer(StrEnum):
    NONE = "none"
    COMING = "coming"
    CANNOT = "cannot"
    TOO_LATE = "too_late"  # they would have come, and every place was taken: they are in reserve
    WITHDREW = "withdrew"


@dataclass(frozen=True)
class Choice:
    """The post someone gets; or None, with what stands in their way: nothing where only the places are taken."""

    post_id: int | None
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_full(self) -> bool:
        return self.post_id is None and not self.refusals


@dataclass(frozen=True)
class Arrival:
    """How many arrive in the half hour that begins then, and how many will be there by the end of it."""

    begins: datetime
    people: int
    in_all: int


def choose_post(posts: Sequence[tuple[PostFacts, tuple[Refusal, ...]]], passed: Collection[str]) -> Choice:
    """The post that asks for most of those with a place left: who can drive is a driver before they fill another."""
    left = [(post, tuple(one for one in refusals if one.code not in passed)) for post, refusals in posts]
    in_turn = sorted(left, key=lambda one: (-len(one[0].needs), not one[0].grades, one[0].post_id or 0))
    for post, refusals in in_turn:
        if not refusals:
            return Choice(post.post_id)
    nearest = min((tuple(one for one in refusals if one.code != "full") for _, refusals in in_turn), key=len)
    return Choice(None, nearest)


def may_answer_again(answer: Answer) -> bool:
    """Whether someone who said this has a place to give back."""
    return answer is Answer.COMING


def time_table(arrivals: Iterable[datetime]) -> tuple[Arrival, ...]:
    """When people will be there, by half hours, from the first to the last of them; no half hour is left out."""
    by_slot: Mapping[datetime, int] = Counter(_slot(one) for one in arrivals)
    if not by_slot:
        return ()
    found, at, in_all = [], min(by_slot), 0
    while at <= max(by_slot):
        in_all += by_slot.get(at, 0)
        found.append(Arrival(at, by_slot.get(at, 0), in_all))
        at += SLOT
    return tuple(found)


def token_of(call_id: int, volunteer_id: int, *, key: bytes) -> str:
    """The secret in the link by which someone answers a call: the same in each message about it, and stored nowhere."""
    said = f"{call_id}.{volunteer_id}".encode()
    return urlsafe_b64encode(hmac.new(key, PURPOSE + said, sha256).digest()[:TOKEN_BYTES]).decode().rstrip("=")


def _slot(at: datetime) -> datetime:
    return at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
