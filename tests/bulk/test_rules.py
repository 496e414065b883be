"""The rules of doing the same with many, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers.bulk.rules import (
    Act,
    Audience,
    Candidate,
    Judged,
    LeftOut,
    MailingState,
    Person,
    Since,
    Target,
    as_refusals,
    as_stored,
    goal_of,
    left_out_because,
    reasons_of,
    refusals_of_words,
    refusals_to_agree,
    refusals_to_put_back,
    refusals_to_send,
    refusals_to_stop,
    refusals_to_undo,
    stages_to_offer,
    takes_second,
    written_to,
)
from volunteers.errors import Refusal
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import StageKind

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)
SPECIALS = "special_constabulary"
NEXT, SIFT = Target(Act.NEXT), Target(Act.STAGE, SPECIALS, "sift")


@pytest.mark.parametrize(
    ("target", "stage", "there", "refused"),
    [
        (NEXT, "submitted", "sift", None),
        (NEXT, "attestation", "appointed", "clear_instead"),
        (NEXT, "unsuccessful", None, "ended"),
        (NEXT, "no such stage", None, "ended"),
        (SIFT, "submitted", "sift", None),
        (Target(Act.STAGE, "farm_watch", "sift"), "submitted", None, "other_strand"),
        (Target(Act.STAGE, SPECIALS, "appointed"), "attestation", "appointed", "clear_instead"),
        (Target(Act.STAGE, SPECIALS, "unsuccessful"), "submitted", "unsuccessful", "one_by_one"),
        (Target(Act.STAGE, SPECIALS, "gone"), "submitted", None, "nowhere"),
    ],
)
def test_where_each_would_go(target: Target, stage: str, there: str | None, refused: str | None) -> None:
    goal = goal_of(target, get_strand(SPECIALS), stage)
    assert (goal.stage.code if goal.stage else None) == there
    assert (goal.refusal.code if goal.refusal else None) == refused


def test_no_ending_and_no_clearing_is_ever_offered_to_many() -> None:
    known = {(strand.code.value, stage.code): stage for strand in all_strands() for stage in strand.pipeline.stages}
    offered = [tuple(word.split(":")) for word, _ in stages_to_offer(all_strands())]
    assert len(offered) > 10
    assert {known[each].kind for each in offered} == {StageKind.OPEN}  # type: ignore[index]


def test_one_strand_is_not_named_beside_each_stage() -> None:
    names = [name for _, name in stages_to_offer([get_strand(SPECIALS)])]
    assert not any("Special" in name for name in names)


@pytest.mark.parametrize(
    ("done_at", "undo_until", "undone_at", "refused"),
    [
        (None, None, None, "not_done"),
        (EARLIER, LATER, None, None),
        (EARLIER, NOW, None, "too_late"),
        (EARLIER, LATER, EARLIER, "undone_already"),
    ],
)
def test_when_it_can_be_undone(
    done_at: datetime | None, undo_until: datetime | None, undone_at: datetime | None, refused: str | None
) -> None:
    found = refusals_to_undo(done_at=done_at, undo_until=undo_until, undone_at=undone_at, now=NOW)
    assert [each.code for each in found] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("since", "refused"),
    [
        (Since(True, True, False, False), None),
        (Since(False, False, False, False), "moved_on"),
        (Since(True, False, False, False), "moved_on"),
        (Since(True, True, True, False), "recorded_since"),
        (Since(True, True, True, True), "proposed_since"),
    ],
)
def test_who_is_put_back(since: Since, refused: str | None) -> None:
    assert [each.code for each in refusals_to_put_back(since)] == ([refused] if refused else [])


def test_reasons_stand_once_each_with_everyone_the_most_frequent_first() -> None:
    rare, often = Refusal("rare", "Rare."), Refusal("often", "Often.", "Them", date(2026, 6, 1))
    lines = [Judged(number, "", "", "", "", (often,)) for number in range(3)]
    lines.append(Judged(9, "", "", "", "", (rare, often)))
    assert [(each.refusal.code, len(each.held)) for each in reasons_of(lines)] == [("often", 4), ("rare", 1)]
    assert as_refusals(as_stored([rare, often])) == (rare, often)


def test_what_is_so_of_one_alone_stands_beside_their_name() -> None:
    asked = [Refusal("missing", f"Not passed yet. Now: asked for on {day} May 2026.", "Them") for day in (3, 4)]
    later = Refusal("missing", "Not passed yet.", "Them", date(2026, 6, 1))
    (reason,) = reasons_of([Judged(number, "", "", "", "", (each,)) for number, each in enumerate([*asked, later])])
    assert (reason.refusal.message, reason.refusal.who) == ("Not passed yet.", "Them")
    details = [(held.detail, held.clears_on) for held in reason.held]
    assert details == [
        ("Now: asked for on 3 May 2026.", None), ("Now: asked for on 4 May 2026.", None), ("", date(2026, 6, 1)),
    ]  # fmt: skip


FINE = Candidate(True, False, False, False, False, True, False)


@pytest.mark.parametrize(
    ("candidate", "for_cadets", "reason"),
    [
        (FINE, False, None),
        (Candidate(True, False, False, False, True, True, False), True, None),
        (Candidate(True, False, False, False, True, True, False), False, LeftOut.APART),
        (FINE, True, LeftOut.APART),
        (Candidate(False, False, False, False, False, True, False), False, LeftOut.NO_MAIL),
        (Candidate(True, True, False, False, False, True, False), False, LeftOut.CLOSED),
        (Candidate(True, False, True, False, False, True, False), False, LeftOut.ENDED),
        (Candidate(True, False, False, True, False, True, False), False, LeftOut.NOT_WANTED),
        (Candidate(True, False, False, False, False, False, False), False, LeftOut.NOT_YOURS),
        (Candidate(True, False, False, False, False, True, True), False, LeftOut.ONESELF),
    ],
)
def test_who_is_left_out(candidate: Candidate, for_cadets: bool, reason: LeftOut | None) -> None:
    assert left_out_because(candidate, for_cadets=for_cadets) is reason


@pytest.mark.parametrize(("count", "second"), [(0, False), (50, False), (51, True), (5_000, True)])
def test_over_fifty_it_takes_two(count: int, second: bool) -> None:
    assert takes_second(count) is second


@pytest.mark.parametrize(
    ("state", "count", "refused"),
    [
        (MailingState.DRAFT, 50, None),
        (MailingState.DRAFT, 51, "second_person"),
        (MailingState.DRAFT, 0, "nobody"),
        *[(state, 1, "not_a_draft") for state in MailingState if state is not MailingState.DRAFT],
    ],
)
def test_what_its_author_may_send_alone(state: MailingState, count: int, refused: str | None) -> None:
    assert [each.code for each in refusals_to_send(state, count)] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("state", "by", "refused"),
    [
        (MailingState.WAITS, 2, None),
        (MailingState.WAITS, 1, "own_mailing"),
        *[(state, 2, "not_waiting") for state in MailingState if state is not MailingState.WAITS],
    ],
)
def test_who_agrees_and_when(state: MailingState, by: int, refused: str | None) -> None:
    assert [each.code for each in refusals_to_agree(state, author=1, by=by)] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("state", "by", "held_until", "refused"),
    [
        (MailingState.HELD, 1, LATER, None),
        (MailingState.HELD, 2, LATER, None),
        (MailingState.HELD, 3, LATER, "not_theirs"),
        (MailingState.HELD, 1, NOW, "gone"),
        (MailingState.SENDING, 1, EARLIER, "gone"),
        (MailingState.SENT, 1, EARLIER, "gone"),
        (MailingState.STOPPED, 1, None, "stopped"),
        (MailingState.DRAFT, 1, None, None),
        (MailingState.WAITS, 1, None, None),
    ],
)
def test_who_stops_it_and_until_when(
    state: MailingState, by: int, held_until: datetime | None, refused: str | None
) -> None:
    found = refusals_to_stop(state, author=1, agreed_by=2, by=by, held_until=held_until, now=NOW)
    assert [each.code for each in found] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("subject", "body", "audience", "codes"),
    [
        ("News", "Dear ((name))", Audience.APPLICANTS, []),
        ("For ((first name))", "((reference))", Audience.APPLICANTS, []),
        ("News", "((reference))", Audience.VOLUNTEERS, ["unknown_placeholder_body"]),
        ("((Name))", "Words", Audience.APPLICANTS, ["unknown_placeholder_subject"]),
        ("News", "Dear ((name", Audience.APPLICANTS, ["half_placeholder_body"]),
        ("News", "Dear name))", Audience.APPLICANTS, ["half_placeholder_body"]),
        ("News (part 1)", "Words (see below)", Audience.APPLICANTS, []),
        (" ", " ", Audience.APPLICANTS, ["no_subject", "subject_lines", "no_body"]),
        ("One\nTwo", "Words", Audience.APPLICANTS, ["subject_lines"]),
        ("x" * 121, "Words", Audience.APPLICANTS, ["long_subject"]),
        ("News", "x" * 8_001, Audience.APPLICANTS, ["long_body"]),
    ],
)
def test_which_words_can_be_sent(subject: str, body: str, audience: Audience, codes: list[str]) -> None:
    assert [each.code for each in refusals_of_words(subject, body, audience)] == codes


def test_what_stands_in_a_name_is_filled_in_once_and_never_again() -> None:
    letter = written_to(
        Person("((reference))", "O’Brien-Ðóra", "SC-1"), "For ((name))", "Dear ((first name))\n\n((reference))"
    )
    assert letter.subject == "For ((reference)) O’Brien-Ðóra"
    assert letter.body == "Dear ((reference))\n\nSC-1"


def test_someone_without_a_name_is_addressed_all_the_same() -> None:
    assert written_to(Person("", "", ""), "For ((name))", "Dear ((first name))").body == "Dear volunteer"
