"""A program with the whole database and without the key cannot say whose equality answers are whose.

A thousand people apply and answer, each in transactions of their own, as they would; then the night passes. The program
knows every table, the place of every row in its file and the number of the transaction that wrote it. It must not join
more than one row in a hundred to its owner; where the night's work is left out, the same program finds nearly all.
"""

import hashlib
import hmac
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from config import ROOT, load_settings
from tests.applications.builders import an_application, stage_of
from tests.conftest import settings_for
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application
from volunteers.extensions import db, sealing_key
from volunteers.local.servers import Addresses
from volunteers.monitoring import service
from volunteers.monitoring.rules import COUNTED, INTAKE, QUESTIONS, token_of
from volunteers.sealing import SealBroken, unseal_bytes
from volunteers.trends.disclosure.quarters import cut_off_of
from volunteers.trends.queries.quarter_counts import SEALED as SEALED_QUARTERS
from volunteers.trends.queries.quarter_counts import frozen_quarters
from volunteers.trends.service import let_out_equality_answers
from volunteers.trends.service.quarters import freeze_due
from volunteers.unit_of_work import unit_of_work

PEOPLE = 1_000
MOST_JOINED = PEOPLE // 100
QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")
ROWS = {
    "equality_intake": "SELECT token, ctid::text, xmin::text::bigint FROM equality_intake ORDER BY ctid",
    "equality_answers": "SELECT token, ctid::text, xmin::text::bigint FROM equality_answers ORDER BY ctid",
}
BY_CODE = {question.code: question for question in QUESTIONS}


@dataclass(frozen=True)
class Stolen:
    """What the program sees: people in the order they applied, and rows with where and by what they were written."""

    people: Sequence[tuple[int, str, int]]  # application, reference, transaction
    rows: Sequence[tuple[bytes, str, int]]  # token, place in the file, transaction


Guess = dict[int, bytes]
Attack = Callable[[Stolen], Guess]


def by_place(stolen: Stolen) -> Guess:
    """People in the order of their numbers, rows in the order they lie in."""
    return {person[0]: row[0] for person, row in zip(sorted(stolen.people), stolen.rows, strict=True)}


def by_transaction(stolen: Stolen) -> Guess:
    """Whoever was written about just before a row."""
    people = sorted(stolen.people, key=lambda person: person[2])
    rows = sorted(stolen.rows, key=lambda row: row[2])
    return {person[0]: row[0] for person, row in zip(people, rows, strict=True)}


def by_token(stolen: Stolen) -> Guess:
    """People in the order of their numbers, rows in the order of their names."""
    rows = sorted(row[0] for row in stolen.rows)
    return {person[0]: row for person, row in zip(sorted(stolen.people), rows, strict=True)}


def by_guessing_the_name(stolen: Stolen) -> Guess:
    """Every hash of a number or a reference that needs no key, or a likely one."""
    names = {row[0] for row in stolen.rows}
    found: Guess = {}
    for number, reference, _ in stolen.people:
        for word in (str(number), f"application {number}", reference):
            tries = {hashlib.sha256(word.encode()).digest()}
            tries |= {hmac.digest(key, word.encode(), "sha256") for key in (b"", bytes(32), COUNTED, INTAKE)}
            if hit := tries & names:
                found[number] = hit.pop()
    return found


ATTACKS: list[Attack] = [by_place, by_transaction, by_token, by_guessing_the_name]


@pytest.fixture
def own_app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def people_apply_and_answer(count: int) -> list[int]:
    """Each sends an application and then answers, one after the other."""
    chance, numbers = random.Random(4), []
    for _ in range(count):
        with unit_of_work():
            numbers.append(an_application().id)
        with unit_of_work():
            value = chance.choice(BY_CODE["religion"].choices).value
            service.answer(numbers[-1], strand="special_constabulary", question=BY_CODE["religion"], value=value)
    return numbers


def steal(table: str) -> Stolen:
    people = db.session.execute(text("SELECT id, reference, xmin::text::bigint FROM applications ORDER BY ctid")).all()
    rows = db.session.execute(text(ROWS[table])).all()
    db.session.rollback()
    return Stolen([tuple(each) for each in people], [tuple(each) for each in rows])


def joined(guess: Guess, label: bytes) -> int:
    """How many rows a guess joins to their owner; the test has the key."""
    return sum(token == token_of(label, number, sealing_key()) for number, token in guess.items())


def test_nobody_is_joined_to_their_answers_without_the_key(own_app: Flask) -> None:
    people_apply_and_answer(PEOPLE)
    intake = steal("equality_intake")
    assert joined(by_transaction(intake), INTAKE) > 0.99 * PEOPLE, "the program can join rows that were not shuffled"
    values = {choice.value.encode() for question in QUESTIONS for choice in question.choices}
    sealed = db.session.execute(text("SELECT sealed FROM equality_intake")).scalars().all()
    assert not [value for value in values if len(value) > 4 and any(value in each for each in sealed)], "but not read"

    with unit_of_work():
        service.let_out(ended=[], year=2026, at_least=10)
    stolen = steal("equality_answers")
    assert len(stolen.rows) == PEOPLE
    assert len({row[2] for row in stolen.rows}) == 1, "one transaction wrote every row"
    found = {attack.__name__: joined(attack(stolen), COUNTED) for attack in ATTACKS}
    assert max(found.values()) <= MOST_JOINED, found
    assert not {row[0] for row in intake.rows} & {row[0] for row in stolen.rows}, "each table has its own names"


def test_counted_quarters_say_nothing_without_the_key(own_app: Flask) -> None:
    """The night counts and cuts twice: of the whole database no value but who sent what when shows what was said."""
    ended = people_apply_and_answer(60)
    with unit_of_work():
        for number in ended[:40]:
            application = db.session.get_one(Application, number)
            application.move_to(stage_of(application, "unsuccessful"), by=None, at=clock.now())
    with unit_of_work():
        let_out_equality_answers()
    still_open = text("SELECT sealed FROM counted_quarters WHERE frozen_at IS NULL")
    open_row = [bytes(each) for each in db.session.scalars(still_open)]
    assert len(open_row) == 1
    over = cut_off_of(clock.today()) + timedelta(days=1)
    with unit_of_work():
        assert len(freeze_due(over)) >= 1
    frozen = [bytes(each) for each in db.session.scalars(text("SELECT sealed FROM counted_quarters"))]
    assert {len(each) for each in frozen} == {len(open_row[0])}
    kept = json.dumps([each.decode("latin-1") for each in (*open_row, *frozen)])
    words = {atom_word for quarter in frozen_quarters(over) for atom in quarter.counts for atom_word in atom}
    assert {"applied", "lost:submitted", "religion", "christian", "bristol", "special_constabulary"} <= words
    assert not [word for word in words if len(word) > 4 and word in kept]
    assert not [each for each in frozen if tries_to_open(each)], "no key that can be guessed opens them"


def tries_to_open(sealed: bytes) -> bool:
    """Whether any likely key opens a counted quarter of any likely place."""
    places = [f"counted_quarters.{clock.today().year + more}-{end}" for more in (-1, 0, 1) for end in QUARTER_ENDS]
    keys = [bytes(32), *(hmac.digest(key, SEALED_QUARTERS, "sha256") for key in (b"", bytes(32), SEALED_QUARTERS))]
    for key in keys:
        for place in places:
            with suppress(SealBroken):
                unseal_bytes(sealed, key=key, place=place)
                return True
    return False


def test_a_later_answer_is_not_seen_to_be_new_by_where_it_lies_or_what_wrote_it(own_app: Flask) -> None:
    people_apply_and_answer(200)
    with unit_of_work():
        service.let_out(ended=[], year=2026, at_least=10)
    later = people_apply_and_answer(10)
    with unit_of_work():
        service.let_out(ended=[], year=2026, at_least=10)
    stolen = steal("equality_answers")
    assert len(stolen.rows) == 210
    assert len({row[2] for row in stolen.rows}) == 1
    names = {token_of(COUNTED, number, sealing_key()) for number in later}
    last = {row[0] for row in stolen.rows[-10:]}
    assert len(names & last) < 5, "the rows that came last do not lie last"


def test_the_tables_that_decisions_read_do_not_name_the_equality_tables() -> None:
    """No other room's source speaks of these tables, whatever the contract on imports says."""
    named = re.compile(r"\b(equality_answers|equality_intake|counted_quarters)\b")
    # The look for impossible states reads which columns the tables of answers have.
    allowed = {"monitoring", "trends", "integrity"}
    python = (ROOT / "volunteers").rglob("*.py")
    speaking = [path.relative_to(ROOT) for path in python if named.search(path.read_text())]
    assert {"monitoring", "trends"} <= {path.parts[1] for path in speaking}
    assert {path.parts[1] for path in speaking} <= allowed
