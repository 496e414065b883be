"""What is different about a duty, in the sentences that those on it are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from volunteers.rosters.rules.particulars import DutyContent, PostPlan
from volunteers.rosters.rules.wording import clock_words, in_words
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class Change:
    """One difference. Those on the duty are asked to confirm when they ``must_know`` of any."""

    sentence: str
    must_know: bool = False


def changes_between(old: DutyContent, new: DutyContent, *, strand: Strand) -> list[Change]:
    """Each difference between a duty as it was and as it is to be, what matters most first."""
    return [*_times(old, new), *_places(old, new), *_texts(old, new, strand), *_quiet(old, new), *_posts(old, new)]


def day_words(local: datetime) -> str:
    """Friday 4 December 2026."""
    return f"{local:%A} {in_words(local.date())}"


def time_words(local: datetime) -> str:
    """6pm; 1:30am BST in the hour that comes twice."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return clock_words(local) if first == second else f"{clock_words(local)} {local.tzname()}"


def _times(old: DutyContent, new: DutyContent) -> Iterator[Change]:
    if old.starts_at.date() != new.starts_at.date():
        words = f"It is now on {day_words(new.starts_at)}, not {day_words(old.starts_at)}."
        yield Change(words, must_know=True)
    for verb, was, now in (("starts", _start(old), _start(new)), ("ends", _end(old), _end(new))):
        if was != now:
            yield Change(f"It now {verb} at {now}, not {was}.", must_know=True)


def _start(one: DutyContent) -> str:
    return time_words(one.starts_at)


def _end(one: DutyContent) -> str:
    nights = (one.ends_at.date() - one.starts_at.date()).days
    return f"{time_words(one.ends_at)}{' the next day' if nights else ''}"


def _places(old: DutyContent, new: DutyContent) -> Iterator[Change]:
    was, now = old.said, new.said
    if was.meeting_place != now.meeting_place:
        yield Change(f"People now meet at {now.meeting_place}, not at {was.meeting_place}.", must_know=True)
    if was.address != now.address:
        words = f"The address is now {_on_one_line(now.address)}." if now.address else "No address is given any more."
        yield Change(words, must_know=bool(now.address))
    if was.map_reference != now.map_reference:
        gone = "No map reference is given any more."
        words = f"The map reference is now {now.map_reference}." if now.map_reference else gone
        yield Change(words, must_know=bool(now.map_reference))


def _texts(old: DutyContent, new: DutyContent, strand: Strand) -> Iterator[Change]:
    was, now = old.said, new.said
    if was.kind != now.kind and (kind := strand.duty.kind(now.kind)):
        yield Change(f"It is now this kind of duty: {kind.name}.", must_know=True)
    if was.title != now.title:
        yield Change(f"It is now called “{now.title}”, not “{was.title}”.")
    if was.briefing != now.briefing:
        yield Change("The briefing has changed.", must_know=True)
    if was.risk_assessment != now.risk_assessment:
        yield Change("The risk assessment has changed.", must_know=True)
    if now.must_accept and not was.must_accept:
        yield Change("The briefing and the risk assessment must now be read and accepted.", must_know=True)


# What those who have a place need not be asked about again.
QUIET = {
    "area": "The area has changed.",
    "unit_id": "The unit has changed.",
    "is_unit_only": "Who may take a place, by unit, has changed.",
    "plan_priority": "The priority it serves has changed.",
    "giving": "How places are given has changed.",
    "minimum_to_run": "The fewest people it can run with has changed.",
    "needs_independent": "Whether someone who may work alone is needed has changed.",
    "adults": "The number of adults there has changed.",
}


def _quiet(old: DutyContent, new: DutyContent) -> Iterator[Change]:
    for name, words in QUIET.items():
        if getattr(old.said, name) != getattr(new.said, name):
            yield Change(words)
    if old.said.must_accept and not new.said.must_accept:
        yield Change("Nobody has to accept the briefing any more.")
    if old.moments[2] != new.moments[2]:
        yield Change(_deadline(new.sign_up_until))


def _deadline(until: datetime | None) -> str:
    if until is None:
        return "People can now sign up until it starts."
    return f"People can now sign up until {time_words(until)} on {day_words(until)}."


def _posts(old: DutyContent, new: DutyContent) -> Iterator[Change]:
    was = {post.id: post for post in old.posts}
    kept = {post.id for post in new.posts}
    for post in new.posts:
        before = was.get(post.id) if post.id is not None else None
        yield from [_added(post)] if before is None else _post(before, post)
    for post in old.posts:
        if post.id not in kept:
            yield Change(f"There is no post “{post.name}” any more.")


def _added(post: PostPlan) -> Change:
    return Change(f"There is a new post, “{post.name}”, with {_counted(post.places)}.")


def _post(was: PostPlan, now: PostPlan) -> Iterator[Change]:
    if was.name != now.name:
        yield Change(f"The post “{was.name}” is now called “{now.name}”.")
    if was.places != now.places:
        yield Change(f"“{now.name}” now has {_counted(now.places)}, not {was.places}.")
    if set(was.needs) != set(now.needs) or set(was.grades) != set(now.grades):
        yield Change(f"Who may take a place as “{now.name}” has changed.")


def _counted(places: int) -> str:
    return f"{places} place{'' if places == 1 else 's'}"


def _on_one_line(text: str) -> str:
    return ", ".join(part.strip().rstrip(",") for part in text.splitlines() if part.strip())


def sentences_of(changes: Sequence[Change]) -> list[str]:
    """The changes as those on the duty read them."""
    return [change.sentence for change in changes]
