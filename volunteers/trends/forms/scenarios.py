"""What someone would change in a "what if"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import ValidationError

from volunteers.trends.rules.scenarios import LONGEST_NAME, Asked, ScenarioDraft
from volunteers.web.fields import line, pick
from volunteers.web.forms import CreatingForm, Form

SHORT_NUMBER = re.compile(r"^\d{1,4}$")
NO_STAGE = "none"
NUMERIC = {"inputmode": "numeric"}


def _bare(text: str | None) -> str:
    return (text or "").removesuffix("%").strip()


def _whole_number(_form: object, field: object) -> None:
    text = _bare(getattr(field, "data", None))
    if not (text.isascii() and SHORT_NUMBER.match(text)):
        raise ValidationError("Enter a whole number, such as 2 or 50.")


def _number(label: str, hint: str = "") -> Any:
    return line(label, missing=None, hint=hint, longest=8, validators=[_whole_number], render_kw=NUMERIC)


class ScenarioForm(CreatingForm):
    """Anything left as it is stays as it is now: no more intakes, and 100 per cent of all else."""

    name = line(
        "Name", missing="Give the scenario a name.", longest=LONGEST_NAME, hint="It stands at the top of its column."
    )
    more_intakes = _number("Further intakes a year", "On top of those that are planned. 0 for none.")
    places_each = _number("Places in each further intake")
    stage: SelectField
    stage_percent = _number("Its time, in per cent of now", "50 halves it. 100 leaves it as it is.")
    leavers_percent = _number("Leavers, in per cent of now", "90 means that of ten who would have left, one stays.")
    applications_percent = _number("Applications, in per cent of now", "120 means one fifth more.")

    def draft(self, *, strand: str, area: str | None) -> ScenarioDraft:
        """What was entered, once the form is ready."""
        stage = str(self.stage.data)
        asked = Asked(
            more_intakes=_read(self.more_intakes.data, 0),
            places_each=_read(self.places_each.data, 0),
            stage_percents=() if stage == NO_STAGE else ((stage, _read(self.stage_percent.data, 100)),),
            leavers_percent=_read(self.leavers_percent.data, 100),
            applications_percent=_read(self.applications_percent.data, 100),
        )
        return ScenarioDraft(strand=strand, area=area, name=str(self.name.data), asked=asked)


class RemoveForm(Form):
    """One button."""


def _read(text: str | None, otherwise: int) -> int:
    bare = _bare(text)
    return int(bare) if bare else otherwise


BEGUN: Mapping[str, Any] = {
    "more_intakes": "0", "places_each": "16", "stage": NO_STAGE, "stage_percent": "100", "leavers_percent": "100",
    "applications_percent": "100",
}  # fmt: skip


def scenario_form(stages: Sequence[tuple[str, str]], begun: Mapping[str, Any]) -> ScenarioForm:
    """The form with the stages of a pipeline as (code, name), filled in with what an example changes."""

    class Offered(ScenarioForm):
        pass

    offered = [(NO_STAGE, "No stage"), *stages]
    Offered.stage = pick("Stage that would take another time", offered, missing="Choose a stage, or no stage.")
    return Offered(data={**BEGUN, **begun})
