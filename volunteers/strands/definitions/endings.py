"""How an application begins and how it can end without an appointment: the same in every strand."""

from volunteers.permissions import Permission
from volunteers.strands.rules import Party, Stage, StageKind

DRAFT = Stage(
    "draft",
    "Draft",
    "Not sent yet",
    "You can come back to your answers until you send them.",
    kind=StageKind.DRAFT,
    waiting_on=Party.APPLICANT,
    moves=("submitted",),
    permission=Permission.APPLICATION_APPLY,
)
UNSUCCESSFUL = Stage(
    "unsuccessful",
    "Unsuccessful",
    "Unsuccessful",
    "Your application did not go further this time.",
    kind=StageKind.UNSUCCESSFUL,
    waiting_on=Party.NOBODY,
    reason_needed=True,
)
WITHDRAWN = Stage(
    "withdrawn",
    "Withdrawn",
    "Withdrawn",
    "The application was stopped at the applicant's wish. You are welcome to apply again.",
    kind=StageKind.WITHDRAWN,
    waiting_on=Party.NOBODY,
    also_by=(Permission.APPLICATION_APPLY,),
)
ENDS = (UNSUCCESSFUL.code, WITHDRAWN.code)
