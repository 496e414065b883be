"""Why a list is taken out of the service, and how it is written."""

from collections.abc import Sequence

from volunteers.onboarding.rules.exports import REASONS, FileKind, Group
from volunteers.web.fields import one_of
from volunteers.web.forms import Form


class ExportForm(Form):
    """The reason is asked first."""

    reason = one_of("Why are you taking this list out?", REASONS, missing="Choose why you are taking this list out.")
    kind = one_of(
        "What kind of file?", [(kind.value, kind.label) for kind in FileKind], missing="Choose the kind of file."
    )


def export_form(groups: Sequence[Group]) -> ExportForm:
    """The form for a list; where it holds adults and cadets it asks which of them."""
    if len(groups) < 2:
        return ExportForm()

    class Asking(ExportForm):
        group = one_of(
            "Whom should the file hold?", [(group.value, group.label) for group in groups],
            missing="Choose whom the file should hold.",
            hint="Adults and cadets never stand in the same file. Take out two files if you need both.",
        )  # fmt: skip

    return Asking()
