"""What the privacy notices promise, from the force's own file: how long each kind of record is kept."""

from dataclasses import dataclass

from volunteers.forces.rules import Force


@dataclass(frozen=True)
class Kept:
    """One kind of record and how long it is kept; ``to_confirm`` where the force has not settled the time yet."""

    what: str
    how_long: str
    to_confirm: bool


# The number in the force file, what it is about, and from when it counts.
OF_APPLICANTS = (
    ("interest_months", "If you asked us to tell you when we open", "after we last write to you"),
    ("draft_days", "An application you did not send", "after you last change it"),
    ("unsuccessful_months", "An application that was stopped or not successful", "after it ends"),
    ("documents_days", "Copies of your papers and photographs", "after the check they were for"),
    ("message_body_days", "What our messages to you say", "after we send them"),
    ("message_years", "When we sent you a message", "after we send it"),
    ("session_days", "When you signed in", "after your last visit"),
    ("ended_volunteer_years", "Your record as a volunteer", "after you leave"),
    ("history_years", "Who did what in this service", "after it was done"),
)
OF_CADETS = (
    ("unsuccessful_months", "If you do not join: what you told us", "after your application ends"),
    ("cadet_years", "If you join: your record as a cadet", "after you leave or turn 18"),
    ("guardian_days", "How to reach your parent or guardian", "after we no longer need it"),
)
OF_GUARDIANS = (
    ("guardian_days", "Your name and how to reach you", "after we no longer need it"),
    ("unsuccessful_months", "Your child's application, if they do not join", "after it ends"),
    ("cadet_years", "Your child's record as a cadet", "after they leave or turn 18"),
    ("message_body_days", "What our messages to you say", "after we send them"),
)
UNITS = {"days": "day", "months": "month", "years": "year"}


def kept_of(force: Force, lines: tuple[tuple[str, str, str], ...]) -> list[Kept]:
    """How long a force keeps these kinds of record, in words."""
    return [
        Kept(what, f"{_in_words(force, key)} {since}", force.must_confirm(f"retention.{key}"))
        for key, what, since in lines
    ]


def _in_words(force: Force, key: str) -> str:
    count, unit = getattr(force.retention, key), UNITS[key.rpartition("_")[2]]
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
