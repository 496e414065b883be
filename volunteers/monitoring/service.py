"""Writing equality answers, apart from everything that decides about anyone.

Someone who holds the whole database but not the sealing key cannot tell whose row is whose:

- An answer is first written to the intake, sealed, with nothing of it legible and every entry of one length. When it
  was written, and so by whom, can be seen there; what was said cannot.
- At night (``let_out``) what waits is moved to the counted table, by strand and only when enough people wait: the
  threshold below which nothing sensitive is published. Fewer wait on. A row carries the financial year in which it was
  let out and no other time.
- The whole counted table is then written anew in random order by one transaction, so that neither the order of the rows
  nor the numbers of the transactions that wrote them say anything.
- Rows are named by an HMAC of the application's number under a key derived from the sealing key, another in each table.
  When applications have ended their rows are renamed at random, again enough of them at once. Who was appointed keeps
  theirs until they no longer serve. What is still to be counted of the ended ones is counted first (``tally``).

What is not protected. Whoever also has the sealing key, or reads the memory of the service, can read everything. Two
copies of the database from different nights show which rows came between them, and whose entries left the intake: a row
then belongs to one of so many people as the threshold says, no longer to one of all. Who answered at all can be seen
while they wait. What is known of a person from elsewhere (a name that is common among women) still tells what it tells,
and someone who is alone with an answer may be recognised by it: therefore small counts are not published. The files and
logs of the database server keep replaced rows for a while, with no more in them than the above.
"""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from volunteers.extensions import db, sealing_key
from volunteers.monitoring.models import EqualityAnswer, EqualityIntake
from volunteers.monitoring.queries import Waiting, all_waiting, own_answers, place_of_own_words
from volunteers.monitoring.rules import (
    COUNTED,
    INTAKE,
    QUESTIONS,
    SEALED,
    Answers,
    Question,
    applications_by_token,
    key_for,
    token_of,
)
from volunteers.sealing import seal

# More than the longest answers there can be: every sealed entry is as long as any other.
SEALED_CHARACTERS = 6_144
TOKEN_BYTES = 32
SHUFFLE = text(
    "WITH gone AS (DELETE FROM equality_answers RETURNING *) "
    "INSERT INTO equality_answers SELECT * FROM gone ORDER BY gen_random_uuid()"
)
LOCK = text("LOCK TABLE equality_answers, equality_intake IN EXCLUSIVE MODE")


def answer(application_id: int, *, strand: str, question: Question, value: str | None, own_words: str = "") -> Answers:
    """Keep one answer beside an application, or take it away where ``value`` is None; gives all of them as they stand.

    Raises ``ValueError`` for a value that is not one of the question's.
    """
    _one_at_a_time(application_id)
    known = own_answers(application_id) or Answers()
    answers = known.answered(question, value, own_words)
    if answers.is_empty:
        forget(application_id)
    else:
        _take_in(Waiting(application_id, strand, answers))
    return answers


def take_over(application_id: int, *, strand: str, answers: Answers) -> None:
    """Keep, beside an application that has none, what the same person answered beside another."""
    _one_at_a_time(application_id)
    if own_answers(application_id) is None and not answers.is_empty:
        _take_in(Waiting(application_id, strand, answers))


def forget(application_id: int) -> None:
    """Delete what was answered beside an application, wherever it stands."""
    key = sealing_key()
    db.session.execute(delete(EqualityIntake).where(EqualityIntake.token == token_of(INTAKE, application_id, key)))
    db.session.execute(delete(EqualityAnswer).where(EqualityAnswer.token == token_of(COUNTED, application_id, key)))


def count_nothing(application_ids: Set[int]) -> None:
    """What is told of links about to be cut where nothing is counted by them."""


def let_out(
    *, ended: Iterable[int], year: int, at_least: int, tally: Callable[[Set[int]], None] = count_nothing
) -> None:
    """Move what waits to the counted table, cut the link of the ended applications, and shuffle the table.

    By strand, and only where ``at_least`` so many people are concerned at once. ``tally`` is given the applications
    whose links are about to be cut, while what was answered beside them can still be found. Safe to run at any time and
    twice.
    """
    db.session.execute(LOCK)
    let = _let_out_waiting(year=year, at_least=at_least)
    found = _to_cut(ended, at_least=at_least)
    if found:
        tally(frozenset(found.values()))
        _cut_links(found)
    if let or found:
        db.session.execute(SHUFFLE)


def bring_in(given: Iterable[tuple[Waiting, int]]) -> None:
    """Count what was answered beside many applications that nothing is known of yet, each with its financial year.

    It stands as if it had been let out, in an order that says nothing.
    """
    rows = [(waiting, year) for waiting, year in given if not waiting.answers.is_empty]
    secrets.SystemRandom().shuffle(rows)
    if rows:
        db.session.execute(insert(EqualityAnswer), [_row_of(waiting, year) for waiting, year in rows])


def _let_out_waiting(*, year: int, at_least: int) -> bool:
    found = all_waiting()
    enough = _enough([waiting.strand for _, waiting in found], at_least)
    batch = [(entry, waiting) for entry, waiting in found if waiting.strand in enough]
    # Even the pages that the shuffle leaves behind must not show the order in which people answered.
    secrets.SystemRandom().shuffle(batch)
    for entry, waiting in batch:
        _count(waiting, year)
        db.session.delete(entry)
    db.session.flush()
    return bool(batch)


def _to_cut(ended: Iterable[int], *, at_least: int) -> dict[bytes, int]:
    """The counted rows to be renamed, with the applications they are of. Whose newest answers still wait is not cut."""
    key = sealing_key()
    owners = applications_by_token(COUNTED, ended, key)
    every = db.session.execute(select(EqualityAnswer.token, EqualityAnswer.strand))
    waiting = set(db.session.scalars(select(EqualityIntake.token)))
    found = [
        row for row in every if row.token in owners and token_of(INTAKE, owners[row.token], key) not in waiting
    ]  # fmt: skip
    enough = _enough([row.strand for row in found], at_least)
    return {row.token: owners[row.token] for row in found if row.strand in enough}


def _cut_links(tokens: Iterable[bytes]) -> None:
    renamed = update(EqualityAnswer).where(EqualityAnswer.token == bindparam("known"))
    db.session.connection().execute(
        renamed.values(token=bindparam("new"), own_words=None),
        [{"known": token, "new": secrets.token_bytes(TOKEN_BYTES)} for token in tokens],
    )


def _enough(strands: Sequence[str], at_least: int) -> set[str]:
    return {strand for strand, count in Counter(strands).items() if count >= at_least}


def _take_in(waiting: Waiting) -> None:
    key, token = sealing_key(), token_of(INTAKE, waiting.application_id, sealing_key())
    content = {
        "application": waiting.application_id,
        "strand": waiting.strand,
        "values": dict(waiting.answers.values),
        "own_words": dict(waiting.answers.own_words),
    }
    entry = db.session.get(EqualityIntake, token) or EqualityIntake(token=token)
    legible = json.dumps(content).ljust(SEALED_CHARACTERS)
    entry.sealed = seal(legible, key=key_for(SEALED, key), place=entry.place)
    db.session.add(entry)
    db.session.flush()


def _count(waiting: Waiting, year: int) -> None:
    """Put answers in the counted table; those that were counted before keep their year."""
    row = _row_of(waiting, year)
    changed = {name: value for name, value in row.items() if name not in {"token", "strand", "year"}}
    counted = insert(EqualityAnswer).values(row)
    db.session.execute(counted.on_conflict_do_update(index_elements=["token"], set_=changed))


def _row_of(waiting: Waiting, year: int) -> dict[str, Any]:
    """A row of the counted table that its owner still finds."""
    key = sealing_key()
    token, answers = token_of(COUNTED, waiting.application_id, key), waiting.answers
    described = json.dumps(dict(answers.own_words)) if answers.own_words else None
    own_words = described and seal(described, key=key_for(SEALED, key), place=place_of_own_words(token))
    values = {each.column: answers.values.get(each.code) for each in QUESTIONS}
    return {"token": token, "strand": waiting.strand, "year": year, **values, "own_words": own_words}


def _one_at_a_time(application_id: int) -> None:
    """Two pages answered at once come one after the other; the lock has no row and leaves nothing behind."""
    number = int.from_bytes(token_of(INTAKE, application_id, sealing_key())[:8], "big", signed=True)
    db.session.execute(select(func.pg_advisory_xact_lock(number)))
