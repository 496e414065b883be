"""What is said to prepare a release, to publish it, and to discard it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from wtforms import RadioField

from volunteers.web.fields import one_of, paragraph
from volunteers.web.forms import CreatingForm, VersionForm


class ReleaseForm(CreatingForm):
    """The quarter, and what is corrected where it has a release already."""

    cut_off: RadioField
    note = paragraph(
        "What is corrected, and why", missing=None, longest=1_000,
        hint="Only for a correction. Everyone reads it beside the figures.",
    )  # fmt: skip

    @property
    def chosen(self) -> date:
        """The last day of the quarter, once the form is ready."""
        return date.fromisoformat(cast(str, self.cut_off.data))

    def offer(self, quarters: Sequence[tuple[date, str]]) -> None:
        """Show these quarters to choose from."""
        self.cut_off.choices = _choices(quarters)


class PressedForm(VersionForm):
    """A button pressed on the release that was read, whose number it carries."""


def release_form(quarters: Sequence[tuple[date, str]]) -> ReleaseForm:
    """The form, which takes any of these quarters, as (last day, words)."""

    class Offered(ReleaseForm):
        pass

    Offered.cut_off = one_of(
        "Quarter", _choices(quarters), missing="Choose a quarter.",
        hint="A release is over the twelve months to the end of the quarter.",
    )  # fmt: skip
    return Offered()


def _choices(quarters: Sequence[tuple[date, str]]) -> list[tuple[str, str]]:
    return [(on.isoformat(), words) for on, words in quarters]
