"""Which kinds are chosen together, in which ways, and which of them are told by text."""

import pytest

from volunteers.notifications.rules import SECRET_KINDS, MessageKind
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.choices import (
    ESSENTIAL,
    GROUPS,
    KNOWN,
    NEVER_CHOSE,
    REMINDERS,
    Choices,
    Way,
    group_of,
    wants_text,
    ways_in_words,
)

PLACE, CANCELLED, MOVED = MessageKind.SIGNED_UP, MessageKind.DUTY_CANCELLED, MessageKind.APPLICATION_MOVED


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_every_kind_is_in_a_known_group(kind: object) -> None:
    assert kind.group in KNOWN  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", sorted(SECRET_KINDS))
def test_no_code_and_no_link_is_ever_chosen_away(kind: MessageKind) -> None:
    """Nor is one ever a line in a text message or in another mail, which are kept."""
    group = group_of(kind)
    assert group is None or not (group.may_be_off or group.may_be_daily)
    assert not wants_text(kind, Choices(dict.fromkeys(GROUPS, Way.TEXT)))


@pytest.mark.parametrize("group", GROUPS.values(), ids=lambda group: group.code)
@pytest.mark.parametrize("has_mobile", [True, False])
def test_a_group_says_what_is_in_it_and_offers_each_way_once(group: object, has_mobile: bool) -> None:
    offered = ways_in_words(group, has_mobile=has_mobile)  # type: ignore[arg-type]
    assert offered[0][0] is Way.USUAL
    assert len({words for _, words in offered}) == len(offered)
    assert any("text" in words for _, words in offered) is has_mobile


@pytest.mark.parametrize(
    ("group", "way", "counts"),
    [
        ("my_duties", Way.OFF, False),
        ("my_duties", Way.DAILY, True),
        ("offers", Way.OFF, False),
        ("offers", Way.DAILY, False),
        ("offers", Way.TEXT, True),
        ("reminders", Way.DAILY, False),
        ("reminders", Way.OFF, True),
        ("new_duties", Way.OFF, True),
        ("new_duties", Way.DAILY, True),
        ("staff_alerts", Way.OFF, True),
        (ESSENTIAL, Way.OFF, False),
        ("no_such_group", Way.OFF, False),
    ],
)
def test_a_way_counts_where_there_is_such_a_way(group: str, way: Way, counts: bool) -> None:
    """Also of what a table from before says: what may no longer be off goes the usual way again."""
    assert (Choices({group: way}).way(group) is way) is counts
    assert NEVER_CHOSE.way(group) is Way.USUAL


@pytest.mark.parametrize(
    ("kind", "way", "texted"),
    [
        (CANCELLED, Way.USUAL, True),
        (PLACE, Way.USUAL, False),
        (CANCELLED, Way.EMAIL, False),
        (CANCELLED, Way.TEXT, True),
        (PLACE, Way.TEXT, True),
        (PLACE, Way.BOTH, True),
        (CANCELLED, Way.DAILY, False),
        (MOVED, Way.EMAIL, True),  # essential: by text as always
        (MessageKind.SIGN_IN_CODE_REQUESTED, Way.BOTH, False),
        (MessageKind.ADDRESS_CHANGED, Way.BOTH, False),
    ],
)
def test_who_is_told_by_text(kind: MessageKind, way: Way, texted: bool) -> None:
    assert wants_text(kind, Choices({"my_duties": way})) is texted


@pytest.mark.parametrize(
    ("choices", "hours"),
    [
        (NEVER_CHOSE, (24,)),
        (Choices(reminders=(168, 2)), (168, 2)),
        (Choices(reminders=()), ()),
        (Choices({"reminders": Way.OFF}, reminders=(168, 2)), ()),
        (Choices({"reminders": Way.TEXT}, reminders=(48,)), (48,)),
    ],
)
def test_when_someone_is_reminded(choices: Choices, hours: tuple[int, ...]) -> None:
    assert choices.reminder_hours == hours
    assert set(hours) <= set(REMINDERS)
