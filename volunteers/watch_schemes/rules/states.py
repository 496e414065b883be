"""How a scheme stands, what is next for its coordinator, and when nothing was heard of it for too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.errors import Refusal

# How long a coordinator has to pass a message on, before it is said to be late.
PASS_ON_WITHIN = timedelta(days=7)
# How long before its day a coordinator sees that the list is to be looked through.
TOLD_BEFORE = timedelta(days=30)
CLOSED = Refusal("closed", "This scheme is closed. Nothing more can be changed in it.")
STAFF = "The Citizens in Policing team"


class SchemeState(StrEnum):
    """``FORMING`` until its neighbours are on the list, ``INACTIVE`` when nobody says that it still runs."""

    FORMING = "forming"
    ACTIVE = "active"
    INACTIVE = "inactive"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"forming": "Forming", "active": "Active", "inactive": "No sign of life", "closed": "Closed"}[self]

    @property
    def tone(self) -> str:
        return {"forming": "waiting", "active": "good", "inactive": "poor", "closed": "draft"}[self]


@dataclass(frozen=True)
class Facts:
    """What a coordinator's tasks follow from. ``oldest_message_on`` is the day of the first message not passed on."""

    today: date
    confirm_list_by: date
    households: int
    estimated: int | None
    streets: int
    without_agreement: int
    messages_waiting: int
    oldest_message_on: date | None
    doors_waiting: int
    is_asked: bool
    answer_by: date | None


@dataclass(frozen=True)
class Task:
    """Something for a coordinator to do: where, why, and by when. ``place`` names the page it is done on."""

    code: str
    words: str
    why: str
    place: str
    due_on: date | None
    is_late: bool = False

    @property
    def tone(self) -> str:
        return "poor" if self.is_late else "waiting"


def tasks_of(facts: Facts) -> list[Task]:
    """What a coordinator has to do now, the most pressing first. Made from what is missing, never stored."""
    found = list(_tasks(facts))
    return sorted(found, key=lambda task: (not task.is_late, task.due_on or date.max))


def _tasks(facts: Facts) -> Iterator[Task]:
    yield from _tasks_of_messages(facts)
    yield from _tasks_of_the_list(facts)


def _tasks_of_messages(facts: Facts) -> Iterator[Task]:
    if facts.is_asked:
        words = "We have not heard from it for a while."
        yield _task(facts, "still_running", "Tell us if your scheme still runs", words, "mine", facts.answer_by)
    if facts.messages_waiting:
        due, title = facts.oldest_message_on or facts.today, f"Pass on {_counted(facts.messages_waiting, 'message')}"
        words = "Your neighbours have not had this yet."
        yield _task(facts, "pass_on", title, words, "own_messages", due + PASS_ON_WITHIN)
    if facts.doors_waiting:
        title, words = f"Knock on {_counted(facts.doors_waiting, 'door')}", "These households get no e-mail from us."
        yield _task(facts, "knock", title, words, "own_messages", None)


def _tasks_of_the_list(facts: Facts) -> Iterator[Task]:
    if facts.without_agreement:
        title = f"Ask {_counted(facts.without_agreement, 'household')} if we may keep their details"
        yield _task(facts, "agreement", title, "We send them nothing until they agree.", "households", None)
    if not facts.streets:
        words = "So that we know where it is."
        yield _task(facts, "streets", "Say which streets are in your scheme", words, "streets", None)
    if facts.households < (facts.estimated or 2):
        yield _task(facts, "invite", "Invite your neighbours", _how_many(facts), "households", None)
    if facts.households and facts.confirm_list_by - TOLD_BEFORE <= facts.today:
        title, words = "Look through your list of households", "Say that it is right, so that nobody is missed."
        yield _task(facts, "confirm_list", title, words, "households", facts.confirm_list_by)


def _how_many(facts: Facts) -> str:
    if facts.estimated is None:
        return f"{_counted(facts.households, 'household')} on your list."
    return f"{facts.households} of about {_counted(facts.estimated, 'household')} on your list."


def _task(facts: Facts, code: str, words: str, why: str, place: str, due_on: date | None) -> Task:
    return Task(code, words, why, place, due_on, due_on is not None and due_on < facts.today)


def _counted(count: int, singular: str) -> str:
    return f"{count} {singular}" if count == 1 else f"{count} {singular}s"


def refusals_to_change(state: SchemeState) -> list[Refusal]:
    """Why nothing of a scheme can be changed any more."""
    return [CLOSED] if state is SchemeState.CLOSED else []
