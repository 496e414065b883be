"""How a duty repeats, in answers that anybody can give; the rule is made from them."""

from datetime import date
from typing import Any

from volunteers.availability.rules import DAY_NAMES
from volunteers.rosters.rules.recurrence import MOST_TIMES, Repeat, Rhythm, rhythms_for
from volunteers.web.fields import DayField, one_of, several_of
from volunteers.web.forms import CreatingForm
from volunteers.web.numbers import WholeNumberField

MOST_APART = 26


class RepeatForm(CreatingForm):
    """The answers as a rule."""

    def repeat(self) -> Repeat:
        """How the duty is to repeat, as it was said: the rules judge it."""
        given = self.data
        rhythm = Rhythm(given["rhythm"])
        weekdays = tuple(int(day) for day in given["weekdays"] or ()) if rhythm is Rhythm.WEEKLY else ()
        return Repeat(rhythm, given["every"] or 1, weekdays, given["until"], given["times"])


def repeat_form(first: date) -> RepeatForm:
    """The form for a duty of a first day."""
    weekdays = [(str(number), name) for number, name in enumerate(DAY_NAMES)]
    fields: dict[str, Any] = {
        "rhythm": one_of("How does it repeat?", rhythms_for(first), missing="Choose how it repeats."),
        "every": WholeNumberField(
            "Every how many weeks, days or months?", wrong=f"This must be a number between 1 and {MOST_APART}.",
            missing=None, most=MOST_APART, description="1 for every one, 2 for every second one",
        ),
        "weekdays": several_of(
            "On which days of the week?", weekdays, missing=None, hint="Only where it repeats by the week"
        ),
        "until": DayField("Last day", missing=None, name_of_it="The last day"),
        "times": WholeNumberField(
            "Or how many times in all?", wrong=f"The number of times must be between 2 and {MOST_TIMES}.",
            missing=None, least=2, most=MOST_TIMES, description="This duty counts as the first",
        ),
    }  # fmt: skip
    made: type[RepeatForm] = type("RepeatFormOfDay", (RepeatForm,), fields)
    return made(data={"rhythm": Rhythm.WEEKLY.value, "every": 1, "weekdays": [str(first.weekday())]})
