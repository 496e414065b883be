"""Answers wait sealed, are let out in batches, can be changed and deleted, and lose their link in batches."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from volunteers.extensions import sealing_key
from volunteers.monitoring import service
from volunteers.monitoring.models import EqualityAnswer, EqualityIntake
from volunteers.monitoring.queries import own_answers
from volunteers.monitoring.rules import COUNTED, PREFER_NOT_TO_SAY, QUESTIONS, Answers, token_of

BY_CODE = {question.code: question for question in QUESTIONS}
SPECIALS, CADETS = "special_constabulary", "cadets"
ENOUGH = 10


def someone_answers(number: int, *, strand: str = SPECIALS, **values: str | None) -> None:
    for name, value in (values or {"sex": "female"}).items():
        service.answer(number, strand=strand, question=BY_CODE[name.replace("_", "-")], value=value)


def let_out(ended: Sequence[int] = (), *, year: int = 2026) -> None:
    service.let_out(ended=ended, year=year, at_least=ENOUGH)


def counted(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(EqualityAnswer)) or 0


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(EqualityIntake)) or 0


def said(session: Session) -> dict[bytes, str | None]:
    rows = session.execute(select(EqualityAnswer.token, EqualityAnswer.sex))
    return {row.token: row.sex for row in rows}


def test_answers_come_back_to_whom_they_belong_alone(session: Session) -> None:
    someone_answers(1, sex="female", ethnic_group="black", ethnic_background="african")
    someone_answers(2, sex=PREFER_NOT_TO_SAY)
    assert own_answers(1) == Answers({"sex": "female", "ethnic-group": "black", "ethnic-background": "african"}, {})
    assert own_answers(2) == Answers({"sex": PREFER_NOT_TO_SAY}, {})
    assert own_answers(3) is None


def test_what_waits_cannot_be_read_and_is_of_one_length(session: Session) -> None:
    someone_answers(1, sex="female")
    someone_answers(2, religion="christian", ethnic_group="white", ethnic_background="gypsy_or_irish_traveller")
    longest = "😀" * 100
    for code, value in (
        ("ethnic-group", "white"), ("ethnic-background", "white_other"), ("gender-identity", "no"),
        ("religion", "other"), ("sexual-orientation", "other"),
    ):  # fmt: skip
        service.answer(3, strand=SPECIALS, question=BY_CODE[code], value=value, own_words=longest)
    assert own_answers(3).own_words["religion"] == longest  # type: ignore[union-attr]
    sealed = session.scalars(select(EqualityIntake.sealed)).all()
    assert len(sealed) == 3
    assert len({len(each) for each in sealed}) == 1
    for word in (b"female", b"christian", b"traveller", b"special", b"sex"):
        assert not any(word in each for each in sealed)


def test_fewer_than_enough_of_a_strand_wait_on(session: Session) -> None:
    for number in range(ENOUGH - 1):
        someone_answers(number)
    for number in range(100, 100 + ENOUGH):
        someone_answers(number, strand=CADETS)
    let_out()
    assert counted(session) == ENOUGH
    assert waiting(session) == ENOUGH - 1
    assert set(session.scalars(select(EqualityAnswer.strand))) == {CADETS}
    someone_answers(ENOUGH)
    let_out()
    assert (counted(session), waiting(session)) == (2 * ENOUGH, 0)


def test_what_is_counted_is_what_was_said_and_null_is_not_answered(session: Session) -> None:
    for number in range(ENOUGH):
        someone_answers(number, sex=PREFER_NOT_TO_SAY, condition="yes", day_to_day="a_lot")
    service.answer(0, strand=SPECIALS, question=BY_CODE["religion"], value="other", own_words="Jain")
    let_out()
    rows = session.scalars(select(EqualityAnswer)).all()
    assert {(row.strand, row.year, row.sex, row.condition, row.day_to_day, row.ethnic_group) for row in rows} == {
        (SPECIALS, 2026, PREFER_NOT_TO_SAY, "yes", "a_lot", None)
    }
    (jain,) = [row for row in rows if row.religion]
    assert jain.own_words is not None
    assert b"Jain" not in jain.own_words
    session.expire_all()
    assert own_answers(0).own_words == {"religion": "Jain"}  # type: ignore[union-attr]


def test_a_change_replaces_what_was_counted_and_keeps_its_year(session: Session) -> None:
    for number in range(ENOUGH):
        someone_answers(number)
    let_out(year=2025)
    for number in range(ENOUGH):
        someone_answers(number, sex="male")
    assert own_answers(3) == Answers({"sex": "male"}, {})
    let_out(year=2026)
    session.expire_all()
    assert {(row.sex, row.year) for row in session.scalars(select(EqualityAnswer))} == {("male", 2025)}
    assert counted(session) == ENOUGH


@pytest.mark.parametrize("is_let_out", [False, True], ids=["waiting", "counted"])
def test_deleting_leaves_nothing(session: Session, is_let_out: bool) -> None:
    for number in range(ENOUGH):
        someone_answers(number)
    if is_let_out:
        let_out()
        someone_answers(4, sex="male")
    service.forget(4)
    assert own_answers(4) is None
    assert counted(session) + waiting(session) == ENOUGH - 1


def test_what_another_key_sealed_stays_closed_and_holds_nobody_up(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(ENOUGH):
        someone_answers(number)
    session.add(EqualityIntake(token=b"of another key", sealed=b"sealed under another key, so it cannot be opened"))
    session.flush()
    let_out()
    assert (counted(session), waiting(session)) == (ENOUGH, 1)
    assert "1 entries of the equality intake do not open" in caplog.text
    caplog.clear()


def test_taking_every_answer_back_is_deleting(session: Session) -> None:
    someone_answers(1, sex="male")
    someone_answers(1, sex=None)
    assert own_answers(1) is None
    assert waiting(session) == 0


def test_the_link_of_ended_applications_is_cut_when_there_are_enough(session: Session) -> None:
    for number in range(2 * ENOUGH):
        someone_answers(number, religion="other")
        service.answer(number, strand=SPECIALS, question=BY_CODE["religion"], value="other", own_words=f"No {number}")
    let_out()
    let_out(ended=range(ENOUGH - 1))
    assert own_answers(0) is not None, "one of a few would be seen to go"
    let_out(ended=range(ENOUGH))
    session.expire_all()
    assert [own_answers(number) is None for number in range(2 * ENOUGH)] == [True] * ENOUGH + [False] * ENOUGH
    assert counted(session) == 2 * ENOUGH, "they are still counted"
    described = session.scalars(select(EqualityAnswer.own_words).where(EqualityAnswer.own_words.is_not(None))).all()
    assert len(described) == ENOUGH, "a description goes with the link"
    tokens = set(session.scalars(select(EqualityAnswer.token)))
    assert not tokens & {token_of(COUNTED, number, sealing_key()) for number in range(ENOUGH)}


def test_what_another_application_answered_is_taken_over_once(session: Session) -> None:
    service.take_over(1, strand=SPECIALS, answers=Answers({"sex": "female"}, {}))
    service.take_over(1, strand=SPECIALS, answers=Answers({"sex": "male"}, {}))
    service.take_over(2, strand=SPECIALS, answers=Answers())
    assert own_answers(1) == Answers({"sex": "female"}, {})
    assert own_answers(2) is None


def test_letting_out_twice_changes_nothing_but_the_order(session: Session) -> None:
    for number in range(3 * ENOUGH):
        someone_answers(number, sex="female" if number % 2 else "male")
    let_out()
    first = said(session)
    let_out()
    assert said(session) == first
    assert len(first) == 3 * ENOUGH


def test_the_tables_hold_no_name_no_number_and_no_moment(session: Session) -> None:
    kinds = session.execute(
        text(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name IN ('equality_answers', 'equality_intake')"
        )
    ).all()
    assert {kind for _, kind in kinds} == {"bytea", "text", "integer"}
    assert [name for name, kind in kinds if kind == "integer"] == ["year"]
