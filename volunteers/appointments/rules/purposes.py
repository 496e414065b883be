"""What a session of a strand can be for: the checks that people come somewhere for, and two that are for no check."""

from dataclasses import dataclass

from volunteers.appointments.rules.kinds import SessionKind
from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, Party, Strand

KINDS = {
    "interview": SessionKind.INTERVIEW,
    "fitness": SessionKind.FITNESS,
    "medical": SessionKind.MEDICAL,
    "orientation": SessionKind.ORIENTATION,
}
# Whoever else is waited for, such as a referee or a guardian, is not waited for at a session.
AT_A_SESSION = frozenset({Party.COORDINATOR, Party.TRAINER, Party.MEDICAL_PROVIDER, Party.FORCE})


@dataclass(frozen=True)
class Purpose:
    """Something that a session can be for."""

    kind: SessionKind
    check_code: str | None
    name: str

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.kind.value}:{self.check_code or ''}"


def purposes_of(strand: Strand) -> tuple[Purpose, ...]:
    """What a session of a strand can be for, in the order of its checks."""
    found = [
        Purpose(_kind_of(check), check.code, check.name)
        for check in strand.checks
        if check.waiting_on in AT_A_SESSION and check.recorded_by is not Permission.VETTING_SET
    ]
    if all(each.kind is not SessionKind.ORIENTATION for each in found):
        found.append(Purpose(SessionKind.ORIENTATION, None, "Orientation evening, for no check"))
    return (*found, Purpose(SessionKind.OTHER, None, "Something else, for no check"))


def _kind_of(check: CheckDefinition) -> SessionKind:
    return KINDS.get(check.code, SessionKind.COURSE if check.is_course else SessionKind.OTHER)
