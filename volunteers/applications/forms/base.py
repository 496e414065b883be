"""The form of one question: what is sent becomes plain values to store, and stored values fill it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation

from volunteers.applications.forms.many import Many
from volunteers.web.fields import LONGEST_NUMBER
from volunteers.web.forms import Form

_AS_SENT = object()
DATES = ("DayField", "MonthField")


class QuestionForm(Form):
    """One question. Dates are stored as 2015-06-30, lists as lists, everything else as text unless a form says more.

    ``needed_when`` names fields that matter only beside another answer: {field: (other field, its value, error when
    left empty, or None)}. They are shown under that answer, and dropped when another one is given.
    ``widths`` are the design system's classes for short boxes, ``choice_hints`` what stands under an answer to choose,
    ``to_read`` a list to read before answering. ``title`` is the question as the page puts it, ``hint``
    stands below it where there are several fields. With ``many`` the form is one item of several. ``own_email`` is the
    applicant's own address while an answer is judged, empty where they have none.
    """

    title: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    many: ClassVar[Many | None] = None
    needed_when: ClassVar[Mapping[str, tuple[str, str, str | None]]] = {}
    widths: ClassVar[Mapping[str, str]] = {}
    choice_hints: ClassVar[Mapping[str, str]] = {}
    to_read: ClassVar[tuple[str, ...]] = ()
    own_email = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices_now()

    def choices_now(self) -> None:
        """Where the answers to choose from are kept in the database, a form sets them here."""

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        for name, (other, value, missing) in self.needed_when.items():
            if missing and self._is_chosen(other, value) and not self[name].data:
                self[name].errors = [*self[name].errors, missing]
                fine = False
        return fine

    @property
    def answers(self) -> list[Field]:
        """The fields of the question itself, in order."""
        return [field for name, field in self._fields.items() if name != self.meta.csrf_field_name]

    @property
    def on_its_own(self) -> list[Field]:
        """The fields that are not shown under an answer to another."""
        return [field for field in self.answers if field.name not in self.needed_when]

    @property
    def revealed(self) -> dict[tuple[str, str], list[Field]]:
        """The fields shown under an answer: {(field, value): fields}."""
        found: dict[tuple[str, str], list[Field]] = {}
        for name, (other, value, _) in self.needed_when.items():
            found.setdefault((other, value), []).append(self[name])
        return found

    @property
    def is_untouched(self) -> bool:
        """Whether nothing at all was chosen or typed."""
        return not any(str(part).strip() for field in self.answers for part in field.raw_data or [])

    def values(self) -> dict[str, Any]:
        """What is stored: plain values only."""
        return {field.name: self._plain(field) for field in self.answers}

    def _plain(self, field: Field) -> Any:
        depends = self.needed_when.get(field.name)
        if depends and not self._is_chosen(*depends[:2]):
            return ""
        data = field.data
        if isinstance(data, date):
            return data.isoformat()
        return data if isinstance(data, list | int | bool) else data or ""

    def _is_chosen(self, name: str, value: str) -> bool:
        data = self[name].data
        return value in data if isinstance(data, list) else bool(data == value)

    @classmethod
    def filled(cls, values: Mapping[str, Any], typed: Any = _AS_SENT) -> "QuestionForm":
        """The form with stored values, over which what was sent now takes precedence, or what was ``typed`` before."""
        data = {name: _as_typed(getattr(cls, name, None), value) for name, value in values.items()}
        return cls(data=data) if typed is _AS_SENT else cls(typed, data=data)


def _as_typed(field: Any, value: Any) -> Any:
    """A stored value as its field takes it: dates as dates, whole numbers as they are typed."""
    kind = getattr(getattr(field, "field_class", None), "__name__", "")
    if kind in DATES and value:
        return date.fromisoformat(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class MonthField(Field):
    """A month in two boxes. ``data`` is its first day, or None; what was typed comes back as it was typed."""

    def __init__(self, label: str, *, missing: str | None, hint: str = "", **more: Any) -> None:
        # Not Optional(): it takes a month whose first box is empty for none at all, and the year would be lost.
        super().__init__(label, description=hint, **more)
        self.missing = missing

    @property
    def boxes(self) -> list[str]:
        """What stands in the two boxes."""
        if self.raw_data:
            return list(self.raw_data)
        return [str(self.data.month), str(self.data.year)] if self.data else ["", ""]

    def process_formdata(self, valuelist: list[Any]) -> None:
        boxes = [str(part).strip() for part in ([*valuelist, "", ""])[:2]]
        self.raw_data = boxes
        self.data: date | None = None
        if not any(boxes):
            return
        wrong = ValueError("Enter a month and a year in numbers, like 3 2015.")
        if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST_NUMBER for part in boxes):
            raise wrong
        month, year = (int(part) for part in boxes)
        if not (1 <= month <= 12 and 1900 <= year <= 2100):
            raise wrong
        self.data = date(year, month, 1)

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.missing and not self.process_errors:
            raise StopValidation(self.missing)
