"""What staff are trusted with, in words, and what an administrator may change alone.

Source: the permission matrix, assurance.md 3.2: nobody changes their own rights, and whoever vets, audits or
administers, or meets children, is agreed to by a second administrator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.permissions import CHILDRENS_STRAND, STAFF_ROLES, Grant, Role

# Long enough to meet in person over a weekend, short enough not to lie about (OWASP ASVS 5.0, 6.4.1).
INITIAL_PASSWORD_LASTS = timedelta(hours=72)

NAMES = {
    Role.APPLICANT: "Applicant",
    Role.VOLUNTEER: "Volunteer",
    Role.COORDINATOR: "Coordinator",
    Role.SUPERVISOR: "Supervisor",
    Role.OPCC_ANALYST: "OPCC analyst",
    Role.VETTING_OFFICER: "Vetting officer",
    Role.AUDITOR: "Auditor",
    Role.ADMINISTRATOR: "Administrator",
    Role.CLEARED_FOR_CHILDREN: "Cleared for children",
}
DOES = {
    Role.COORDINATOR: "applications, volunteers, duties and figures",
    Role.SUPERVISOR: "volunteers, duties and attendance",
    Role.OPCC_ANALYST: "figures and targets, no names",
    Role.VETTING_OFFICER: "the outcome of vetting",
    Role.AUDITOR: "the history of who did what",
    Role.ADMINISTRATOR: "staff accounts",
    Role.CLEARED_FOR_CHILDREN: "whoever looks after cadets needs it beside their role; by itself it opens nothing",
}
# A strand and an area narrow these; the others hold over the whole force.
SCOPED = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.VETTING_OFFICER})
NEEDS_SECOND = frozenset({Role.VETTING_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, Role.CLEARED_FOR_CHILDREN})
# What administrators give and take; the others come and go by themselves.
GIVEN = STAFF_ROLES | {Role.CLEARED_FOR_CHILDREN}

OWN = Refusal("own_account", "This is your own account: another administrator has to change it.")
NOT_ADMINISTRATOR = Refusal("not_administrator", "Only an administrator whose account is open may do this.")
NEEDS_ANOTHER = Refusal("needs_another", "Someone other than the administrator who asked has to agree.")


class AccountState(StrEnum):
    """Whether an account can be signed in to."""

    OPEN = "open"
    WAITING = "waiting"
    RAN_OUT = "ran_out"
    DISABLED = "disabled"

    @property
    def words(self) -> str:
        return STATE_WORDS[self][0]

    @property
    def tone(self) -> str:
        """The colour only repeats the words."""
        return STATE_WORDS[self][1]


STATE_WORDS = {
    AccountState.OPEN: ("Open", "good"),
    AccountState.WAITING: ("Password not chosen yet", "waiting"),
    AccountState.RAN_OUT: ("Initial password ran out", "poor"),
    AccountState.DISABLED: ("Disabled", "poor"),
}


@dataclass(frozen=True)
class RoleWords:
    """A role that may be given, with what it is for."""

    role: Role
    name: str
    does: str
    needs_second: bool


def roles_to_give(*, alone: bool) -> list[RoleWords]:
    """The roles of staff in the order of the page; ``alone`` leaves out those a second administrator agrees to."""
    return [
        RoleWords(role, NAMES[role], does, role in NEEDS_SECOND)
        for role, does in DOES.items()
        if not (alone and role in NEEDS_SECOND)
    ]


def state_of_account(disabled_at: datetime | None, password_expires_at: datetime | None, now: datetime) -> AccountState:
    """Whether the account can be signed in to, and if not, why."""
    if disabled_at is not None:
        return AccountState.DISABLED
    if password_expires_at is None:
        return AccountState.OPEN
    return AccountState.WAITING if now < password_expires_at else AccountState.RAN_OUT


def needs_second(grants: Iterable[Grant]) -> bool:
    """Whether any of these roles takes two administrators to give, and so to hand to whoever resets the account."""
    return any(grant.role in NEEDS_SECOND for grant in grants)


def is_kept_from_children(held: Iterable[Grant]) -> bool:
    """Whether these roles would reach the children's strand if their holder were cleared for it."""
    grants = frozenset(held)
    would = any(grant.role in SCOPED and grant.strand in (None, CHILDRENS_STRAND) for grant in grants)
    return would and all(grant.role is not Role.CLEARED_FOR_CHILDREN for grant in grants)


def refusals_to_grant(grant: Grant, held: Iterable[Grant]) -> list[Refusal]:
    """Why a role may not be given to someone who holds these; empty when it may."""
    name = NAMES[grant.role]
    if grant.role not in GIVEN:
        return [Refusal("not_staff", f"{name} is not a role of staff.")]
    if grant.role not in SCOPED and (grant.strand or grant.area):
        return [Refusal("not_scoped", f"{name} holds over the whole force. Choose all strands and all areas.")]
    if any(one.role is grant.role and one.covers(grant.strand, grant.area) for one in held):
        return [Refusal("already_held", f"They are {name} there already.")]
    return []
