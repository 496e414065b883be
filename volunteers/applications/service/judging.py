"""Whether an application may move on by the applicant's own act."""

from datetime import date

from volunteers.applications.models import Application
from volunteers.errors import Refusal, Refused
from volunteers.permissions import Viewer
from volunteers.strands.rules import Strand, refusals_to_move

ALREADY_SENT = Refusal("already_sent", "This has been sent, so its answers can no longer be changed.")


def judge_move(application: Application, strand: Strand, *, to_stage: str, by: Viewer, on: date) -> None:
    """Refused when the strand's table does not allow the move."""
    may_for_them = application.is_recorded
    refusals = refusals_to_move(
        strand.pipeline, from_stage=application.stage, to_stage=to_stage, checks={}, definitions=strand.checks, on=on,
        may=lambda permission: may_for_them or by.may_in(permission, application.strand, application.area),
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
