"""The forms of an import: the file, its sheet, its columns, its values, and what is brought in."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import FileField, SelectField

from volunteers.errors import Refusal
from volunteers.imports.rules import LARGEST_BYTES, Mode, SheetKind
from volunteers.imports.rules.asking import Question
from volunteers.imports.rules.catalogue import Catalogue
from volunteers.imports.rules.dates import DateOrder
from volunteers.imports.rules.matching import LEAVE_OUT, Column
from volunteers.imports.rules.targets import Target
from volunteers.imports.rules.upload import TOO_LARGE
from volunteers.web.fields import one_of, pick
from volunteers.web.forms import CreatingForm, Form
from volunteers.web.uploads import allow_bytes, throw_away_the_rest

Answers = dict[str, dict[str, str]]


class UploadForm(CreatingForm):
    """What is in the sheet, and the file. A browser never sends a file twice by itself."""

    kind = one_of(
        "What is in the sheet?",
        [(kind.value, kind.label) for kind in SheetKind],
        missing="Choose what is in the sheet.",
    )
    file = FileField("Choose a file")

    @property
    def file_name(self) -> str:
        """What its sender calls it; empty when nothing was chosen."""
        sent = request.files.get("file")
        return (sent.filename or "") if sent else ""

    def content(self) -> bytes:
        """What is in it, up to one byte more than is allowed."""
        sent = request.files.get("file")
        if sent is None:
            return b""
        sent.stream.seek(0)
        return sent.stream.read(LARGEST_BYTES + 1)

    def fingerprint(self) -> str:
        """A digest of the file and its kind: the same one sent again is no second one."""
        about = f"{self.kind.data}\0{self.file_name}\0".encode(errors="replace")
        return hashlib.sha256(about + self.content()).hexdigest()

    def refuse_file(self, refusals: Sequence[Refusal]) -> None:
        """Show why the file was not taken, beside the file."""
        self.file.errors = [refusal.message for refusal in refusals]


def upload_form() -> tuple[UploadForm, bool]:
    """The form as it was sent, and whether what was sent was far too large to be read at all."""
    allow_bytes(LARGEST_BYTES)
    try:
        return UploadForm(), False
    except RequestEntityTooLarge:
        throw_away_the_rest()
        form = UploadForm(formdata=None)
        form.refuse_file((TOO_LARGE,))
        return form, True


def sheet_form(names: Sequence[str], chosen: str | None) -> Form:
    """Which sheet of a workbook is read."""

    class SheetForm(Form):
        sheet = one_of("Which sheet?", [(name, name) for name in names], missing="Choose a sheet.")

    return SheetForm(data={"sheet": chosen})


class ColumnsForm(Form):
    """What each column holds, and what holds for every row; its fields are made for a sheet."""

    @property
    def matching(self) -> dict[str, str]:
        """What was chosen, by the number of the column."""
        return {name: str(value or "") for name, value in self.data.items() if name.startswith("column_")}

    @property
    def same(self) -> dict[str, str]:
        """What was chosen for every row, by its code."""
        return {
            name.removeprefix("same_"): str(value or "")
            for name, value in self.data.items()
            if name.startswith("same_")
        }


def columns_form(
    columns: Sequence[Column], targets: Sequence[Target], matching: Mapping[str, str], same: Mapping[str, str],
    catalogue: Catalogue,
) -> ColumnsForm:  # fmt: skip
    """A list to choose from for each column, and one for each thing that may be the same in every row."""
    known = [(LEAVE_OUT, "Leave out"), *((target.code, target.label) for target in targets)]
    fields: dict[str, Any] = {f"column_{one.place}": _choice(one.label, known) for one in columns}
    for target in targets:
        if target.may_be_same:
            choices = [("", "It has a column"), *((one.code, one.name) for one in catalogue.choices(target.code))]
            fields[f"same_{target.code}"] = _choice(target.label, choices)
    data = {f"column_{one.place}": matching.get(one.key, LEAVE_OUT) for one in columns}
    data |= {f"same_{code}": value for code, value in same.items()}
    return cast(ColumnsForm, type("SheetColumnsForm", (ColumnsForm,), fields)(data=data))


class ValuesForm(Form):
    """What the words of a sheet stand for, and how its dates are written; its fields are made for a sheet."""

    asked: Sequence[Question] = ()

    @property
    def values(self) -> Answers:
        """What was chosen, by column and value."""
        return {
            question.target.code: {
                one.key: str(self.data.get(value_field(question, place)) or "")
                for place, one in enumerate(question.values)
            }
            for question in self.asked
            if not question.is_of_dates
        }

    @property
    def orders(self) -> dict[str, str]:
        """How the dates of each column are written."""
        return {
            question.target.code: str(self.data.get(order_field(question)) or "")
            for question in self.asked
            if question.is_of_dates
        }


def values_form(questions: Sequence[Question], answers: Mapping[str, Any]) -> ValuesForm:
    """A list to choose from for each value, and a choice of order for each column of dates."""
    fields: dict[str, Any] = {"asked": questions}
    data: dict[str, str] = {}
    for question in questions:
        if question.is_of_dates:
            choices = [("", "Choose"), *((order.value, order.value) for order in DateOrder)]
            fields[order_field(question)] = _choice(question.column.label, choices)
            data[order_field(question)] = answers.get("orders", {}).get(question.target.code, "")
            continue
        choices = [("", "Choose"), *((one.code, one.name) for one in question.choices)]
        choices.append((LEAVE_OUT, question.leave_words))
        before = answers.get("values", {}).get(question.target.code, {})
        for place, one in enumerate(question.values):
            fields[value_field(question, place)] = _choice(one.value, choices)
            data[value_field(question, place)] = before.get(one.key, "")
    return cast(ValuesForm, type("SheetValuesForm", (ValuesForm,), fields)(data=data))


def value_field(question: Question, place: int) -> str:
    """The name of the field that asks what a value stands for."""
    return f"value_{question.column.place}_{place}"


def order_field(question: Question) -> str:
    """The name of the field that asks how the dates of a column are written."""
    return f"order_{question.column.place}"


class ApplyForm(Form):
    """All of it or nothing, or the good rows alone."""

    mode = one_of(
        "What should be brought in?",
        [
            (Mode.ALL.value, "All or nothing: put the problems right in your sheet first, then send it again"),
            (Mode.GOOD.value, "The good rows only: rows with problems stay out"),
        ],
        missing="Choose what should be brought in.",
    )


def _choice(label: str, choices: Sequence[tuple[str, str]]) -> SelectField:
    return pick(label, choices, missing=None)
