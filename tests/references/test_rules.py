"""Who may be named, when someone is reminded, what a link opens and what is asked: tables."""

from datetime import date, timedelta

import pytest

from volunteers.references.rules import (
    APPLICANT_DAYS,
    REFEREE_DAYS,
    Door,
    NamedReferee,
    RefereeState,
    Relation,
    door_of,
    in_words,
    missing_of,
    one_of_in_words,
    pages_for,
    refusals_to_name,
    reminders_due,
)
from volunteers.strands.rules import References

TWO = References(2, "checks")
ONE_EMPLOYER = References(2, "checks", one_of=("latest_employer", "teacher"))
OWN = "ada@gmail.com"
GRACE = NamedReferee("Grace Hopper", "grace@work.example", "latest_employer")
ALAN = NamedReferee("Alan Turing", "alan@school.example", "colleague")
SPECIALS, SUPPORT = "special_constabulary", "police_support_volunteers"
ASKED = date(2026, 3, 1)


def codes(*new: NamedReferee, named: tuple[NamedReferee, ...] = (), wanted: References = TWO) -> list[str]:
    return [refusal.code for refusal in refusals_to_name(new, named=named, own_email=OWN, wanted=wanted)]


@pytest.mark.parametrize(
    ("email", "refused"),
    [
        ("ada@gmail.com", True),
        ("ADA@GMAIL.COM", True),
        ("ada+boss@gmail.com", True),
        ("a.d.a@gmail.com", True),
        ("ada@googlemail.com", True),
        ("ada@work.example", False),
    ],
)
def test_the_applicants_own_mailbox_is_refused_however_it_is_written(email: str, refused: bool) -> None:
    assert codes(NamedReferee("Grace", email, "colleague")) == (["own_address"] if refused else [])


@pytest.mark.parametrize(
    "second",
    [
        NamedReferee("Someone Else", "grace+2@work.example", "colleague"),
        NamedReferee("Someone Else", "GRACE@work.example", "colleague"),
        NamedReferee("grace hopper", "other@work.example", "colleague"),
    ],
)
def test_one_person_twice_is_refused_by_mailbox_and_by_name(second: NamedReferee) -> None:
    assert codes(second, named=(GRACE,)) == ["same_person"]
    assert codes(GRACE, second) == ["same_person"]


@pytest.mark.parametrize(
    ("referee", "code"),
    [
        (NamedReferee("Mum", "mum@home.example", "family"), "family"),
        (NamedReferee("Grace", "grace@work.example", ""), "relation_missing"),
        (NamedReferee("Grace", "grace@work.example", "emperor"), "relation_missing"),
        (NamedReferee("", "grace@work.example", "colleague"), "name_missing"),
        (NamedReferee("Grace", "", "colleague"), "name_missing"),
    ],
)
def test_what_cannot_be_asked_is_refused(referee: NamedReferee, code: str) -> None:
    assert codes(referee) == [code]


def test_no_more_than_wanted() -> None:
    third = NamedReferee("Third", "third@work.example", "teacher")
    assert codes(third, named=(GRACE, ALAN)) == ["too_many"]


@pytest.mark.parametrize(
    ("new", "named", "expected"),
    [
        ((ALAN,), (), []),
        ((ALAN,), (GRACE,), []),
        ((NamedReferee("Mo", "mo@work.example", "known"),), (ALAN,), ["one_of_missing"]),
        ((NamedReferee("Mo", "mo@work.example", "teacher"),), (ALAN,), []),
    ],
)
def test_one_of_them_must_be_an_employer_or_a_teacher_once_the_last_is_named(
    new: tuple[NamedReferee, ...], named: tuple[NamedReferee, ...], expected: list[str]
) -> None:
    assert codes(*new, named=named, wanted=ONE_EMPLOYER) == expected
    assert one_of_in_words(TWO) == ""


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {"name": "  Ada \n Lovelace ", "email": " Ada@Example.com "},
            NamedReferee("Ada Lovelace", "ada@example.com", ""),
        ),
        ({"name": "Pelé", "years_known": "7"}, NamedReferee("Pelé", "", "", years_known=7)),
        ({"years_known": "999999999999"}, NamedReferee("", "", "")),
        ({"years_known": "٣"}, NamedReferee("", "", "")),
        ({"phone": None}, NamedReferee("", "", "")),
    ],
)
def test_a_form_is_read_without_ever_failing(item: dict[str, object], expected: NamedReferee) -> None:
    assert NamedReferee.read(item) == expected


@pytest.mark.parametrize(
    ("days", "sent", "last", "due"),
    [
        (6, 0, None, None),
        (7, 0, None, 1),
        (7, 1, 7, None),
        (13, 1, 7, None),
        (14, 1, 7, 2),
        (28, 2, 14, 3),
        (59, 3, 28, None),
        # After days of not having run: one, which stands for all that were missed, and then a pause.
        (15, 0, None, 2),
        (40, 0, None, 3),
        (28, 2, 27, None),
        (30, 2, 27, 3),
    ],
)
def test_a_reminder_is_due_on_its_day_and_one_at_a_time(
    days: int, sent: int, last: int | None, due: int | None
) -> None:
    last_on = ASKED + timedelta(days=last) if last is not None else None
    found = reminders_due(REFEREE_DAYS, asked_on=ASKED, sent=sent, last_on=last_on, on=ASKED + timedelta(days=days))
    assert found == due


def test_the_applicant_hears_two_days_after_each_reminder_to_the_referee() -> None:
    assert REFEREE_DAYS == (7, 14, 28)
    assert [theirs - ours for theirs, ours in zip(APPLICANT_DAYS, REFEREE_DAYS, strict=True)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("state", "is_ended", "is_expired", "has_closed", "door"),
    [
        (RefereeState.ASKED, False, False, False, Door.OPEN),
        (RefereeState.STARTED, False, False, False, Door.OPEN),
        (RefereeState.BOUNCED, False, False, False, Door.OPEN),
        (RefereeState.ASKED, False, True, False, Door.EXPIRED),
        (RefereeState.ASKED, True, True, False, Door.NOT_NEEDED),
        (RefereeState.ASKED, False, False, True, Door.NOT_NEEDED),
        (RefereeState.REPLACED, True, False, False, Door.NOT_NEEDED),
        (RefereeState.NAMED, False, False, False, Door.NOT_NEEDED),
        (RefereeState.GIVEN, False, True, True, Door.GIVEN),
        (RefereeState.DECLINED, False, True, True, Door.DECLINED),
    ],
)
def test_what_a_link_opens(state: RefereeState, is_ended: bool, is_expired: bool, has_closed: bool, door: Door) -> None:
    assert door_of(state, is_ended=is_ended, is_expired=is_expired, has_closed=has_closed) is door


@pytest.mark.parametrize("door", [door for door in Door if door is not Door.OPEN])
def test_a_closed_door_says_why_and_a_link_that_leads_nowhere_is_gone(door: Door) -> None:
    assert door.heading
    assert door.words
    assert (door.status == 410) is (door in (Door.EXPIRED, Door.NOT_NEEDED))


@pytest.mark.parametrize(
    ("strand", "with_children", "asked", "not_asked"),
    [
        (SPECIALS, False, {"pressure", "trust", "honest"}, {"discreet", "children"}),
        (SUPPORT, False, {"discreet", "trust", "honest"}, {"pressure", "children"}),
        (SUPPORT, True, {"children", "children_why"}, {"pressure"}),
    ],
)
def test_each_strand_asks_its_own(strand: str, with_children: bool, asked: set[str], not_asked: set[str]) -> None:
    found = {each.code for page in pages_for(strand, with_children=with_children) for each in page.questions}
    assert asked <= found
    assert not not_asked & found


@pytest.mark.parametrize(
    ("answers", "missing", "not_missing"),
    [
        ({}, {"trust", "capacity"}, {"trust_why_not", "trust_doubts", "more", "examples"}),
        ({"trust": "no"}, {"trust_why_not"}, {"trust_doubts", "trust"}),
        ({"trust": "with_doubts"}, {"trust_doubts"}, {"trust_why_not"}),
        ({"concern": "yes"}, {"concern_what"}, set()),
    ],
)
def test_what_has_still_to_be_answered(answers: dict[str, str], missing: set[str], not_missing: set[str]) -> None:
    found = {each.code for each in missing_of(pages_for(SPECIALS, with_children=False), answers)}
    assert missing <= found
    assert not not_missing & found


def test_answers_are_read_in_words_and_lines_and_what_was_not_asked_is_left_out() -> None:
    pages = pages_for(SPECIALS, with_children=False)
    rows = {
        row.code: row
        for page in in_words(pages, {"trust": "yes", "trust_why_not": "left over", "more": "one\ntwo"})
        for row in page.rows
    }
    assert rows["trust"].lines == ("Yes",)
    assert rows["more"].lines == ("one", "two")
    assert rows["capacity"].is_missing
    assert "trust_why_not" not in rows


def test_every_relation_has_its_words() -> None:
    assert all(each.label and each.noun for each in Relation)
