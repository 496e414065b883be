"""A duty that is changed: the digest of what its page showed, and how far a change of one in a series reaches."""

from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from volunteers.rosters.forms.places import ReasonForm
from volunteers.web.fields import one_of
from volunteers.web.forms import VersionForm

DIGEST = 64
REACHES = (
    ("one", "This duty only"),
    ("following", "This one and those of its series after it"),
    ("all", "All of its series that are to come"),
)


class ConfirmForm(VersionForm):
    """Someone on a duty says that they still come, now that they have read what is different."""


class SeriesReasonForm(ReasonForm):
    """Why one or more duties of a series are called off."""

    reach = one_of("Which duties?", REACHES, missing="Choose which duties.")


def changing_fields(*, in_series: bool) -> dict[str, Any]:
    """What the page that changes a duty asks beside the duty itself."""
    fields: dict[str, Any] = {"seen": HiddenField(validators=[_digest])}
    if in_series:
        fields["reach"] = one_of("Which duties does this change?", REACHES, missing="Choose which duties to change.")
    return fields


def _digest(_form: Any, field: Field) -> None:
    if len(field.data or "") != DIGEST:
        raise ValidationError("Open this page again.")
