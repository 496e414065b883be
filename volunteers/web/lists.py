"""What every page of a kept list of reference data shares: a form that says where an entry stands, and the news."""

from collections.abc import Sequence

from flask import request
from wtforms import SelectField

from volunteers.web.fields import pick
from volunteers.web.forms import CreatingForm, VersionForm

FIRST = "first"
DONE = {"added": "added to the list", "changed": "changed", "ended": "no longer offered", "again": "offered again"}
# Every kind of volunteering, where none is ticked.
FOR_ALL = "Leave empty for every kind of volunteering"


class ListForm(CreatingForm, VersionForm):
    """An entry of a list, on the state of it that was seen, and the code of the one it stands after."""

    after: SelectField

    @property
    def stands_after(self) -> str | None:
        """The code of the entry before it; None for the first place."""
        return None if self.after.data == FIRST else str(self.after.data)


def after_field(others: Sequence[tuple[str, str]]) -> SelectField:
    """Where an entry stands among the others, each as (code, name), in their order."""
    places = [(FIRST, "First"), *((code, f"After {name}") for code, name in others)]
    return pick("Where it stands in the list", places, missing="Choose where it stands in the list.")


def place_now(offered: Sequence[str], code: str | None) -> str:
    """What that field says of an entry among those offered, by their codes; a new one comes last."""
    before = list(offered[: offered.index(code)]) if code in offered else [each for each in offered if each != code]
    return before[-1] if before else FIRST


def done_words(names: Sequence[tuple[str, str]]) -> str:
    """What was just done to an entry of these (code, name), from the page's address; empty for nothing."""
    did = DONE.get(request.args.get("done", ""), "")
    name = dict(names).get(request.args.get("which", ""), "")
    return f"{name}: {did}" if did and name else ""
