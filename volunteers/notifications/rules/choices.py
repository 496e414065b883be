"""What people may choose of how they are told: by groups of kinds, so that a new kind needs no new choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.notifications.rules import SECRET_KINDS, TEXT_KINDS, MessageKind
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.quiet import LONGEST, Quiet

ESSENTIAL = "essential"


class Way(StrEnum):
    """How someone is told of the kinds of a group. ``USUAL`` is the way of whoever never chose."""

    USUAL = "usual"  # by e-mail, and by text what cannot wait, to whoever gave a mobile number
    EMAIL = "email"
    TEXT = "text"  # by text message alone; by e-mail while there is no number
    BOTH = "both"
    DAILY = "daily"  # in one mail a day with everything else of that day
    OFF = "off"


ALWAYS_THERE = (Way.USUAL, Way.EMAIL, Way.TEXT, Way.BOTH)


@dataclass(frozen=True)
class Group:
    """Kinds of message that are chosen together: what they are called, what is in them, and which ways there are.

    ``news`` is what a text message says of a kind that has no words of its own for one: never which news it is.
    ``may_be_off`` is false where someone would miss what they are counted on for. ``may_be_daily`` is false where the
    hour matters.
    """

    code: str
    title: str
    about: str
    news: str
    may_be_off: bool = False
    may_be_daily: bool = False
    for_staff: bool = False

    @property
    def ways(self) -> tuple[Way, ...]:
        """Every way that may be chosen."""
        return (*ALWAYS_THERE, *[Way.DAILY] * self.may_be_daily, *[Way.OFF] * self.may_be_off)

    @property
    def has_urgent_texts(self) -> bool:
        """Whether anything in it is texted without being asked for."""
        return any(kind in TEXT_KINDS for kind, about in CATALOGUE.items() if about.group == self.code)


# In the order of the page. The essential is not chosen, and so is none of these.
GROUPS: Mapping[str, Group] = {
    group.code: group
    for group in (
        Group(
            "my_duties", "Your own duties",
            "You have a place on a duty, something about it has changed, or it is cancelled.",
            "There is news of your duties.", may_be_daily=True,
        ),
        Group(
            "reminders", "Reminders of your duties",
            "Sent ahead of each duty you have a place on, at the times you choose below.",
            "You have a duty soon.", may_be_off=True,
        ),
        Group(
            "offers", "Places and swaps offered to you",
            "A place came free that you were waiting for, or someone asks to swap duties with you. These need an "
            "answer, so they always come at once.",
            "There is something to answer about duties.",
        ),
        Group(
            "new_duties", "Duties you could take",
            "New duties that suit you, duties that are short of people, and calls for a stand-in.",
            "There are duties you could take.",
            may_be_off=True, may_be_daily=True,
        ),
        Group(
            "staff_alerts", "Alerts for staff",
            "Duties that are short of people, places at risk, work that was given to you and what runs out.",
            "There is something to look at.",
            may_be_off=True, may_be_daily=True, for_staff=True,
        ),
    )
}  # fmt: skip
KNOWN = frozenset({ESSENTIAL, *GROUPS})
# What is only known to be far enough off when it is said when the duty begins; it is told at once otherwise.
OF_A_DUTY = frozenset({"my_duties", "reminders"})
TIMED = OF_A_DUTY | {"offers"}  # and these where it is not said either until when they can be answered
# Nobody's hours are so quiet that they would sleep through someone else taking their account, or someone not come home.
AT_ONCE = frozenset(
    {*SECRET_KINDS, MessageKind.ADDRESS_CHANGED, MessageKind.BOOK_OFF_REMINDER, MessageKind.NOT_BOOKED_OFF}
)

# How long before a duty someone may be reminded of it, in hours; and when, unless they choose.
REMINDERS = {7 * 24: "A week before", 2 * 24: "2 days before", 24: "1 day before", 2: "2 hours before"}
USUAL_REMINDERS = (24,)
TOO_LONG = "Quiet hours can be 12 hours at most, so that you hear in time what you are needed for."


@dataclass(frozen=True)
class Choices:
    """What someone chose; as it is for someone who never did."""

    ways: Mapping[str, Way] = field(default_factory=dict)
    quiet: Quiet | None = None
    reminders: tuple[int, ...] = USUAL_REMINDERS

    def way(self, group: str) -> Way:
        """How they are told of a group. What is essential goes the usual way, whatever is stored."""
        chosen = self.ways.get(group, Way.USUAL)
        return chosen if group in GROUPS and chosen in GROUPS[group].ways else Way.USUAL

    @property
    def reminder_hours(self) -> tuple[int, ...]:
        """How long before a duty they are reminded of it; never for who wants no reminders."""
        return () if self.way("reminders") is Way.OFF else self.reminders


NEVER_CHOSE = Choices()


def group_of(kind: str) -> Group | None:
    """The group a kind is chosen with; None for what is essential."""
    return GROUPS.get(CATALOGUE[kind].group) if kind in CATALOGUE else None


def wants_text(kind: str, choices: Choices) -> bool:
    """Whether a kind is told in a text message to someone who gave a mobile number."""
    if kind in SECRET_KINDS:
        return False
    group = group_of(kind)
    way = choices.way(group.code) if group else Way.USUAL
    return kind in TEXT_KINDS if way is Way.USUAL else way in (Way.TEXT, Way.BOTH)


def refusals_to_choose(choices: Choices) -> list[Refusal]:
    """Why these cannot be kept: no page of ours offers such."""
    unknown = [code for code, way in choices.ways.items() if code not in GROUPS or way not in GROUPS[code].ways]
    return [
        *[Refusal("no_such_way", "Choose how to be told from the list.")] * bool(unknown),
        *[Refusal("too_long", TOO_LONG)] * bool(choices.quiet and choices.quiet.length > LONGEST),
        *[Refusal("no_such_time", "Choose from the times there are.")] * (not set(choices.reminders) <= set(REMINDERS)),
    ]


def ways_in_words(group: Group, *, has_mobile: bool) -> list[tuple[Way, str]]:
    """What someone may choose of a group, the usual first. Texts are offered to whoever gave a mobile number."""
    some = has_mobile and group.has_urgent_texts
    words = {
        Way.USUAL: "E-mail, and text if urgent" if some else "E-mail",
        **({Way.EMAIL: "E-mail only"} if some else {}),
        **({Way.TEXT: "Text message only", Way.BOTH: "E-mail and text message"} if has_mobile else {}),
        Way.DAILY: "One e-mail a day, at 5:30pm",
        Way.OFF: "Not at all",
    }
    return [(way, words[way]) for way in group.ways if way in words]
