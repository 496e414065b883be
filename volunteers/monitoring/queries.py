"""Reading one person's own equality answers, and all of them to be counted. Nothing lists them with a name."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers.extensions import db, sealing_key
from volunteers.monitoring.models import EqualityAnswer, EqualityIntake
from volunteers.monitoring.rules import (
    COUNTED,
    INTAKE,
    QUESTIONS,
    SEALED,
    Answers,
    applications_by_token,
    key_for,
    token_of,
)
from volunteers.sealing import SealBroken, unseal

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """Answers that wait to be let out: whose they are is known inside the seal alone."""

    application_id: int
    strand: str
    answers: Answers


def own_answers(application_id: int) -> Answers | None:
    """What was answered beside an application; None when nothing was, or when it can no longer be traced.

    The newest answers stand in the intake, those let out before them in the counted table.
    """
    key = sealing_key()
    waiting = db.session.get(EqualityIntake, token_of(INTAKE, application_id, key))
    if waiting is not None:
        return open_sealed(waiting).answers
    counted = db.session.get(EqualityAnswer, token_of(COUNTED, application_id, key))
    return _of_row(counted) if counted is not None else None


def first_answered(application_ids: Sequence[int]) -> Answers | None:
    """The answers given beside the first of these applications that has any, so that nobody is asked twice."""
    return next((found for each in application_ids if (found := own_answers(each)) is not None), None)


def open_sealed(entry: EqualityIntake) -> Waiting:
    """What an entry of the intake holds."""
    content = json.loads(unseal(entry.sealed, key=key_for(SEALED, sealing_key()), place=entry.place))
    return Waiting(content["application"], content["strand"], Answers(content["values"], content["own_words"]))


def all_waiting() -> list[tuple[EqualityIntake, Waiting]]:
    """Every entry of the intake with what it holds; those sealed under another key stay closed and are logged."""
    found, closed = [], 0
    for entry in db.session.scalars(select(EqualityIntake)):
        try:
            found.append((entry, open_sealed(entry)))
        except SealBroken:
            closed += 1
    if closed:
        log.warning("%s entries of the equality intake do not open with this sealing key.", closed)
    return found


def answers_by_application(application_ids: Iterable[int]) -> Mapping[int, Answers]:
    """What was answered beside each of these applications, without descriptions, for as long as it can be traced.

    To be counted and for nothing else. Reads each table once, however many are asked for. Applications beside which
    nothing was answered are not in it; the newest answers stand in the intake.
    """
    owners = applications_by_token(COUNTED, application_ids, sealing_key())
    columns = [getattr(EqualityAnswer, question.column) for question in QUESTIONS]
    found = {
        owners[token]: Answers(
            {question.code: given for question, given in zip(QUESTIONS, values, strict=True) if given is not None}
        )
        for token, *values in db.session.execute(select(EqualityAnswer.token, *columns))
        if token in owners
    }
    asked = set(owners.values())
    waiting = [each for _, each in all_waiting() if each.application_id in asked]
    return {**found, **{each.application_id: Answers(each.answers.values) for each in waiting}}


def place_of_own_words(token: bytes) -> str:
    """What the descriptions of a counted row are sealed for."""
    return f"equality_answers.{token.hex()}.own_words"


def _of_row(row: EqualityAnswer) -> Answers:
    values = {each.code: given for each in QUESTIONS if (given := getattr(row, each.column)) is not None}
    own_words: dict[str, str] = {}
    if row.own_words is not None:
        own_words = json.loads(
            unseal(row.own_words, key=key_for(SEALED, sealing_key()), place=place_of_own_words(row.token))
        )
    return Answers(values, own_words)
