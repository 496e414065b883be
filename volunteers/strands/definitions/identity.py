"""Who someone is, and that they may do this work in the UK: both are known before anybody is vetted."""

from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, Evidence, Party

SHARE_CODE = "The number of the paper you saw, or the share code you looked up, with the day."
PAPER = "The number of the paper you saw, if no copy of it is here."


def identity(*, confirm: bool) -> CheckDefinition:
    """Who they are. Northamptonshire names proof of identity among what is needed before starting as a Special
    (northants.police.uk, special constables, recruitment process); ``confirm`` where no source says so.
    """
    return CheckDefinition(
        "identity",
        "Identity",
        Permission.CHECK_RECORD,
        Party.COORDINATOR,
        "We look at your passport, driving licence or birth certificate, to be sure that you are who you say.",
        confirm=confirm,
        evidence=Evidence(PAPER, documents=("identity", "driving_licence"), is_needed=True),
    )


def right_to_work() -> CheckDefinition:
    """That they may work in the UK, even without pay. No source says how a force checks it: ours, to confirm."""
    return CheckDefinition(
        "right_to_work",
        "Right to work",
        Permission.CHECK_RECORD,
        Party.COORDINATOR,
        "We check that you may work in the UK, even without pay.",
        confirm=True,
        evidence=Evidence(SHARE_CODE, documents=("right_to_work", "identity"), is_needed=True),
    )
