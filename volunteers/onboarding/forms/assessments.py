"""What assessors fill in, and what a coordinator writes down over two sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import Field, HiddenField
from wtforms.validators import Regexp

from volunteers.errors import Refusal
from volunteers.onboarding.rules.assessments import (
    LONGEST_COMMENT,
    Agreed,
    Compared,
    Recommendation,
    SheetEntry,
)
from volunteers.strands.rules.sheets import Criterion, Scale, Sheet
from volunteers.web.fields import DayField, one_of, paragraph
from volunteers.web.forms import Form

YES, NO = "yes", "no"
PASSED, FAILED = "passed", "failed"
OPEN_AGAIN = "Open this page again."


class KnowForm(Form):
    """Asked before a seat is taken."""

    knows = one_of(
        "Do you know this person?",
        [(NO, "No"), (YES, "Yes, or I may not be seen as fair")],
        missing="Choose whether you know this person.",
        hint="As family or a friend, from work, or from somewhere else outside this application.",
    )

    @property
    def knows_them(self) -> bool:
        return bool(self.knows.data == YES)


@dataclass(frozen=True)
class Part:
    """One criterion on the page, with its two fields."""

    criterion: Criterion
    score: Field
    comment: Field


class SheetForm(Form):
    """One assessor's sheet; made by ``sheet_form``. ``version`` is the one the page showed."""

    version = HiddenField(validators=[Regexp(r"^\d{1,9}$", message=OPEN_AGAIN)])
    sheet: Sheet

    @property
    def parts(self) -> list[Part]:
        return [Part(each, self[f"score_{each.code}"], self[f"comment_{each.code}"]) for each in self.sheet.criteria]

    def entry(self) -> SheetEntry:
        """What was filled in so far."""
        return SheetEntry(
            scores={part.criterion.code: int(part.score.data) for part in self.parts if part.score.data},
            comments={part.criterion.code: part.comment.data for part in self.parts if part.comment.data},
            recommendation=Recommendation(chosen) if (chosen := self["recommendation"].data) else None,
        )

    @property
    def seen_version(self) -> int:
        return int(self.version.data)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """What is missing stands beside its field, the rest above the form."""
        rest = []
        for refusal in refusals:
            if refusal.code in self._fields:
                self[refusal.code].errors = [*self[refusal.code].errors, refusal.message]
            else:
                rest.append(refusal)
        super().refuse(rest)


def sheet_form(sheet: Sheet, scale: Scale, entry: SheetEntry, *, version: int) -> SheetForm:
    """The form of a sheet, filled in with what is stored where nothing has been typed yet."""
    fields: dict[str, object] = {"sheet": sheet}
    stored: dict[str, str | None] = {
        "version": str(version),
        "recommendation": entry.recommendation.value if entry.recommendation else None,
    }
    for each in sheet.criteria:
        steps = [(str(score), words) for score, words in scale.steps(each)]
        fields[f"score_{each.code}"] = one_of(f"Score for {each.name}", steps, missing=None)
        fields[f"comment_{each.code}"] = paragraph(
            "What you heard or saw that shows it", missing=None, longest=LONGEST_COMMENT
        )
        score = entry.scores.get(each.code)
        stored[f"score_{each.code}"] = str(score) if score else None
        stored[f"comment_{each.code}"] = entry.comments.get(each.code, "")
    # Last, so that what is missing is listed in the order of the page.
    fields["recommendation"] = one_of(
        "What do you recommend, over all?", [(each.value, each.label) for each in Recommendation], missing=None
    )
    kind = type("OneSheetForm", (SheetForm,), fields)
    form: SheetForm = kind(data=stored)
    return form


class AgreeForm(Form):
    """The result of a round; made by ``agree_form``. ``version`` is that of the check, 0 where it has no record."""

    version = HiddenField(validators=[Regexp(r"^\d{1,9}$", message=OPEN_AGAIN)])

    def field_of(self, code: str) -> Field | None:
        """The field for the agreed score of a criterion; None where both gave the same."""
        name = f"score_{code}"
        return self[name] if name in self._fields else None

    def agreed(self) -> Agreed:
        """What was filled in."""
        scores = {
            name.removeprefix("score_"): int(field.data)
            for name, field in self._fields.items()
            if name.startswith("score_") and field.data
        }
        return Agreed(scores, self["outcome"].data == PASSED, self["result_on"].data, self["reason"].data or "")

    @property
    def seen_version(self) -> int:
        return int(self.version.data)


def agree_form(rows: Sequence[Compared], scale: Scale, *, seen_on: date, version: int) -> AgreeForm:
    """The form of a result: a score to agree on wherever the two gave different ones."""
    fields: dict[str, object] = {}
    for row in rows:
        if not row.is_same:
            words = dict(scale.steps(row.criterion))
            choices = [(str(score), f"{score}: {words[score]}") for score in row.between]
            name = row.criterion.name[:1].lower() + row.criterion.name[1:]
            fields[f"score_{row.criterion.code}"] = one_of(
                "Agreed score", choices, missing=f"Choose the agreed score for {name}."
            )
    # Last, so that what is missing is listed in the order of the page.
    fields["outcome"] = one_of("Result", [(PASSED, "Passed"), (FAILED, "Not passed")], missing="Choose the result.")
    fields["result_on"] = DayField(
        "Date of the result", missing="Enter the date of the result.", name_of_it="The date of the result"
    )
    fields["reason"] = paragraph("How you agreed", missing=None, longest=LONGEST_COMMENT)
    kind = type("OneAgreeForm", (AgreeForm,), fields)
    form: AgreeForm = kind(data={"result_on": seen_on, "version": str(version)})
    return form
