"""How a force's own words are read: what is refused before saving, in words, and how they are filled in."""

from typing import Any

import pytest

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, Kind, Placeholder
from volunteers.notifications.rules.differences import differences
from volunteers.notifications.rules.own_words import LONGEST_BODY, OwnWords, Unfit, faults_of, fill, name_of
from volunteers.notifications.rules.texts import length_in_words, parts_of
from volunteers.notifications.rules.wording import Words, one_line

KIND = Kind(
    "application_moved", "News", APPLICANT, "When it moves.",
    (
        Placeholder("name", "Who it is for", "Sam"),
        Placeholder("reference", "The number", "SC-1"),
        Placeholder("link", "The page", "https://volunteers.example/my-applications/SC-1", is_required=True),
    ),
)  # fmt: skip
VALUES = {
    "name": "Sam", "reference": "", "link": "https://force.example/1",
    "force": "The Force", "service_name": "Volunteers", "service_address": "https://force.example",
}  # fmt: skip
BUILT_IN = Words("Came", "Came with it", "Came as a text", "https://force.example/stop")


def own(**changes: Any) -> OwnWords:
    return OwnWords(**{"subject": "News", "body": "Dear ((name))\n\n((link))", **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"text": "News for ((name)): ((link))"}, []),
        ({"body": "((Link)) and (( link )) and ((LINK))"}, []),
        ({"body": "((link)) (see ((name))) or (ring us (any day))"}, []),
        ({"body": "((link)) ((reference??Quote ((it) when you ring.))"}, ["body brackets"]),
        ({"body": "((link)) ((reference??Quote it (all of it) when you ring.))"}, []),
        ({"subject": ""}, ["subject empty"]),
        ({"subject": "Two\nlines"}, ["subject line_break"]),
        ({"subject": "Two\u2028lines"}, ["subject line_break"]),
        ({"subject": "N" * 200}, []),
        ({"subject": "N" * 201}, ["subject too_long"]),
        ({"body": " \n "}, ["body empty"]),
        ({"body": "((link))" + "N" * (LONGEST_BODY - 8)}, []),
        ({"body": "((link))" + "N" * (LONGEST_BODY - 7)}, ["body too_long"]),
        ({"text": "((link))" + "N" * 299}, ["text too_long"]),
        ({"text": "((link))" + "N" * 290}, ["text too_long"]),
        ({"text": ""}, ["text empty"]),
        ({"text": "No way to it"}, ["text missing"]),
        ({"body": "Dear ((name))"}, ["body missing"]),
        ({"body": "((link??Here it is.))"}, ["body missing"]),
        ({"body": "((link)) ((nmae))"}, ["body unknown"]),
        ({"subject": "For ((first_name))"}, ["subject unknown"]),
        ({"body": "((link)) ((nmae)) ((nmae)) ((refernce))"}, ["body unknown", "body unknown"]),
        ({"body": "((link)) (())"}, ["body unknown"]),
        ({"body": "((link)) ((name)"}, ["body brackets"]),
        ({"body": "((link)) name))"}, ["body brackets"]),
        ({"body": "((link)) ((name ((reference))"}, ["body brackets"]),
        ({"body": "((link)) {{ name }} {% if x %}"}, []),
        ({"body": "((link)) a) one b) two (and (three))"}, []),
        ({"body": "((link))" + "((" + " " * 9000}, ["body brackets"]),
        ({"body": "((link))" + "((x??(a)" * 1100}, ["body brackets"]),
    ],
)
def test_what_is_wrong_stands_with_its_field(changes: dict[str, str], expected: list[str]) -> None:
    assert [f"{fault.field} {fault.code}" for fault in faults_of(KIND, own(**changes))] == expected


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("nmae", "Did you mean ((name))?"),
        ("first name", "Did you mean ((name))?"),
        ("application reference", "Did you mean ((reference))?"),
        ("service_adress", "Did you mean ((service_address))?"),
        ("zzz", "The names you can use are listed on this page."),
    ],
)
def test_an_unknown_name_is_said_with_the_nearest_one_that_is_known(typed: str, hint: str) -> None:
    (fault,) = faults_of(KIND, own(body=f"((link)) (({typed}))"))
    assert fault.words == f"(({name_of(typed)})) cannot be filled in for this message. {hint}"


def test_unbalanced_brackets_are_shown_where_they_stand() -> None:
    (fault,) = faults_of(KIND, own(body="Dear ((name), here it is: ((link))"))
    assert fault.words == "The message has (( without )) here: “Dear ((name), here it is:”."


@pytest.mark.parametrize(
    ("body", "filled"),
    [
        ("Dear ((name)), ((link))", "Dear Sam, https://force.example/1"),
        ("Dear ((Name))", "Dear Sam"),
        ("(see ((name)))", "(see Sam)"),
        ("A((reference??Quote ((it)).))B", "unfit"),
        ("A((reference?? Quote it.))B", "AB"),
        ("A((name?? Ring (any day).))B", "A Ring (any day).B"),
        ("((force)), ((service_name)), ((service_address))", "The Force, Volunteers, https://force.example"),
        ("((gone))", "unfit"),
    ],
)
def test_it_is_filled_in(body: str, filled: str) -> None:
    if filled == "unfit":
        with pytest.raises(Unfit):
            fill(KIND, own(body=body), VALUES, BUILT_IN)
    else:
        assert fill(KIND, own(body=body), VALUES, BUILT_IN).body == filled


def test_what_is_filled_in_is_never_read_again() -> None:
    values = {**VALUES, "name": "((link)) {{ service.url }} ((zzz)) <b>"}
    assert fill(KIND, own(body="Dear ((name))"), values, BUILT_IN).body == "Dear ((link)) {{ service.url }} ((zzz)) <b>"


def test_without_what_it_needs_there_are_no_own_words() -> None:
    with pytest.raises(Unfit, match="link"):
        fill(KIND, own(), {**VALUES, "link": ""}, BUILT_IN)


def test_what_the_own_words_do_not_hold_stays_as_it_came() -> None:
    words = fill(KIND, own(), VALUES, BUILT_IN)
    assert (words.text, words.unsubscribe) == ("Came as a text", "https://force.example/stop")
    assert fill(KIND, own(text="So\n((name))"), VALUES, BUILT_IN).text == "So Sam"


HOSTILE = [
    "\r\nBcc: all@example.org",
    "\nX-Evil: 1",
    "\rX-Evil: 1",
    "a\u2028b",
    "a\u2029b",
    "a\x85b",
    "a\x0bb",
    "a\x0cb",
    "a\x00b",
    "a\x1bb",
    "a\x7fb",
    "a\u202eb",
    "a\u200bb",
    "=?utf-8?q?x?=\r\n",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_subject_stays_one_line_whatever_is_filled_in(value: str) -> None:
    subject = fill(KIND, own(subject="For ((name))"), {**VALUES, "name": value}, BUILT_IN).subject
    assert subject == one_line(f"For {value}")
    assert len(subject.splitlines()) == 1
    assert subject.isprintable()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("ŵ" * 70, 1), ("ŵ" * 71, 2), ("ŵ" + "a" * 134, 3), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_a_text_message_is_counted_as_networks_count_it(text: str, parts: int) -> None:
    assert parts_of(text) == parts


def test_its_length_is_said_in_words() -> None:
    assert length_in_words("a" * 212) == "212 characters, sent as 2 text messages"
    assert length_in_words("a") == "1 character, sent as 1 text message"
    assert length_in_words("ŵ" * 71) == "71 characters, sent as 2 text messages, because of ŵ"


def test_two_wordings_are_compared_line_by_line() -> None:
    before, after = own(body="One\nTwo"), own(body="One\nThree")
    assert differences(before, before) == []
    assert [f"{line.sign}{line.words}" for line in differences(before, after)] == [
        "Subject: News", "", "One", "-Two", "+Three",
    ]  # fmt: skip
