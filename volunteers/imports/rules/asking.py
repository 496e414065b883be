"""What has to be asked once for all rows: values nobody knows, and dates that can be read in two ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from volunteers.imports.rules.catalogue import Catalogue
from volunteers.imports.rules.dates import DateOrder
from volunteers.imports.rules.entries import Meant
from volunteers.imports.rules.kinds import SheetKind
from volunteers.imports.rules.matching import LEAVE_OUT, Choice, Column, plain
from volunteers.imports.rules.problems import Where
from volunteers.imports.rules.targets import Shape, Target, targets_of

# A column with more unknown words than this was matched wrongly: nobody answers so many questions.
MOST_ASKED = 60
SEPARATE = "|"


@dataclass(frozen=True)
class ValueAsked:
    """A value of a column that nobody knows, and in how many rows it stands."""

    value: str
    key: str
    rows: int
    answer: str = ""


@dataclass(frozen=True)
class Question:
    """A column with values to explain, or with dates to be read in one order or the other."""

    target: Target
    column: Column
    values: tuple[ValueAsked, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_of_dates: bool = False
    order: str = ""

    @property
    def leave_words(self) -> str:
        """What it means to choose none of the choices."""
        return "Leave these rows out" if self.target.is_needed else "Leave it empty"

    def name_of(self, place: int) -> str:
        """The name of the field that asks for a value."""
        return f"value{SEPARATE}{self.target.code}{SEPARATE}{place}"


def questions(
    columns: Sequence[Column], matching: Mapping[str, str], answers: Mapping[str, Any], catalogue: Catalogue,
    kind: SheetKind,
) -> list[Question]:  # fmt: skip
    """What is left to ask, in the order of the columns."""
    targets = {target.code: target for target in targets_of(kind, catalogue.held)}
    found = []
    for column in columns:
        target = targets.get(matching.get(column.key, LEAVE_OUT))
        if target is not None and target.shape is Shape.DATE and column.dates.must_be_asked:
            order = answers.get("orders", {}).get(target.code, "")
            if not order:
                found.append(Question(target, column, is_of_dates=True))
        elif target is not None and target.shape is Shape.CHOICE and column.values is not None:
            question = _of_values(target, column, answers, catalogue)
            if question.values:
                found.append(question)
    return found


def too_many(
    columns: Sequence[Column], matching: Mapping[str, str], catalogue: Catalogue, kind: SheetKind
) -> list[str]:
    """Columns that were matched with a list of choices and hold too many other words to ask about, in words."""
    targets = {target.code: target for target in targets_of(kind, catalogue.held)}
    words = []
    for column in columns:
        target = targets.get(matching.get(column.key, LEAVE_OUT))
        if target is None or target.shape is not Shape.CHOICE:
            continue
        unknown = column.values is None or sum(not catalogue.is_known(target.code, one) for one in column.values)
        if unknown is True or unknown > MOST_ASKED:
            words.append(
                f"{column.label} holds too many different words to be {target.label.lower()}. Choose another column."
            )
    return words


def answered(
    asked: Sequence[Question], values: Mapping[str, Mapping[str, str]], orders: Mapping[str, str]
) -> dict[str, Any]:
    """The answers that can be used, as they are kept: by target, and by value."""
    kept_values: dict[str, dict[str, str]] = {}
    kept_orders = {}
    for question in asked:
        code = question.target.code
        if question.is_of_dates:
            if orders.get(code) in set(DateOrder):
                kept_orders[code] = orders[code]
            continue
        allowed = {choice.code for choice in question.choices} | {LEAVE_OUT}
        given = values.get(code, {})
        kept_values[code] = {one.key: given[one.key] for one in question.values if given.get(one.key) in allowed}
    return {"values": kept_values, "orders": kept_orders}


def unanswered(asked: Sequence[Question], kept: Mapping[str, Any]) -> list[str]:
    """What is still without an answer, in words."""
    words = []
    for question in asked:
        code = question.target.code
        if question.is_of_dates and code not in kept["orders"]:
            words.append(f"{question.column.label}: say what {question.column.dates.example} means.")
        words += [
            f"{question.column.label}: say what “{one.value}” stands for."
            for one in question.values
            if one.key not in kept["values"].get(code, {})
        ]
    return words


def meant(
    columns: Sequence[Column], matching: Mapping[str, str], answers: Mapping[str, Any], kind: SheetKind,
    reading: Mapping[str, Any],
) -> Meant:  # fmt: skip
    """How the rows are to be read, from everything that was guessed and answered."""
    matched = {code: column for column in columns if (code := matching.get(column.key, LEAVE_OUT)) != LEAVE_OUT}
    orders = {code: column.dates.order for column in matched.values() for code in [matching[column.key]]}
    given = {code: DateOrder(order) for code, order in answers.get("orders", {}).items()}
    proved = {code: order for code, order in orders.items() if order is not None}
    return Meant(
        kind,
        {code: Where(column.place, column.label) for code, column in matched.items()},
        {**given, **proved},
        answers.get("values", {}),
        answers.get("same", {}),
        bool(reading.get("is_1904")),
        {int(row): words for row, words in reading.get("merged", {}).items()},
    )


def _of_values(target: Target, column: Column, answers: Mapping[str, Any], catalogue: Catalogue) -> Question:
    before = answers.get("values", {}).get(target.code, {})
    counted: dict[str, tuple[str, int]] = {}
    for value, rows in (column.values or {}).items():
        key = plain(value)
        if not key or key in before or value.startswith("=") or catalogue.is_known(target.code, value):
            continue
        counted[key] = (counted.get(key, (value, 0))[0], counted.get(key, ("", 0))[1] + rows)
    values = tuple(
        ValueAsked(value, key, rows) for key, (value, rows) in sorted(counted.items(), key=lambda one: -one[1][1])
    )
    return Question(target, column, values[:MOST_ASKED], catalogue.choices(target.code))
