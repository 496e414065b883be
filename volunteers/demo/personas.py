"""The people of the demonstration whom one signs in as: fixed names, addresses and, for staff, one plain password.

Applicants and volunteers are sent a code by e-mail, which the mail catcher shows. None of this is for production.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from volunteers.permissions import Grant, Role
from volunteers.strands.rules import StrandCode

# Documented, the same for all staff of the demonstration, and of no use without the authenticator secret.
PASSWORD = "a plain demonstration password"  # noqa: S105
FILE = "personas.json"
SPECIALS = StrandCode.SPECIAL_CONSTABULARY


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as; ``key`` names their story."""

    key: str
    name: str
    role: Role
    email: str
    note: str
    grants: tuple[Grant, ...] = ()

    @property
    def is_staff(self) -> bool:
        return bool(self.grants)


@dataclass(frozen=True)
class SignInDetails:
    """One line of the file that the mail catcher's page reads. Empty where a code comes by e-mail."""

    name: str
    role: str
    email: str
    password: str
    totp_secret: str
    note: str


def _staff(
    key: str, name: str, role: Role, note: str, *scopes: tuple[str | None, str | None], for_children: bool = False
) -> Persona:
    email = f"{name.lower().replace(' ', '.')}@avonandsomerset.example"
    grants = tuple(Grant(role, strand, area) for strand, area in scopes or ((None, None),))
    grants += (Grant(Role.CLEARED_FOR_CHILDREN),) if for_children else ()
    return Persona(key, name, role, email, note, grants)


def _public(key: str, name: str, role: Role, note: str) -> Persona:
    return Persona(key, name, role, f"{name.lower().replace(' ', '.')}@example.com", note)


PERSONAS = (
    _public("draft", "Amara Okafor", Role.APPLICANT, "Applying to be a Special: her form is half filled in"),
    _public("in_vetting", "Tom Hedley", Role.APPLICANT, "Waiting for vetting; his other checks are done"),
    _public("ready", "Leyla Arslan", Role.APPLICANT, "Attested: a coordinator can clear her for duty"),
    _public("cadet", "Isla Penhale", Role.APPLICANT, "14, would be a cadet; her mother was sent a link to agree with"),
    _public("support", "Joseph Adeyemi", Role.APPLICANT, "Would be a chaplain; a referee of his was sent a link"),
    _public("qualified", "Grace Penrose", Role.VOLUNTEER, "A qualified Special, cleared, with duties to come"),
    _public("lapsing", "Callum Reyes", Role.VOLUNTEER, "A Special whose medical lapses next week"),
    _public("accompanied", "Meera Sandhu", Role.VOLUNTEER, "A new Special, on accompanied patrol"),
    _public("driver", "Leonard Voss", Role.VOLUNTEER, "A volunteer driver, with journeys and miles to claim"),
    _public("watch", "Dilys Hart", Role.VOLUNTEER, "Looks after a watch scheme, with a message to pass on"),
    _public("speedwatch", "Margaret Toye", Role.VOLUNTEER, "Coordinates a SpeedWatch scheme, with a session to come"),
    _public("farmer", "Rob Chedzey", Role.VOLUNTEER, "A Farm Watch member with an alert, and property marked"),
    _staff("coordinator", "Helen Marsh", Role.COORDINATOR, "Coordinates all strands in all areas", for_children=True),
    _staff("second_coordinator", "Kerensa Blight", Role.COORDINATOR, "The second person to decline or clear someone",
           for_children=True),
    _staff("area_coordinator", "Daniel Osei", Role.COORDINATOR, "Coordinates Specials in Bristol only",
           (SPECIALS, "bristol")),
    _staff("vetting_officer", "Ruth Calloway", Role.VETTING_OFFICER, "Vets people, in a room of her own",
           for_children=True),
    _staff("second_vetting_officer", "Priya Nair", Role.VETTING_OFFICER, "The second officer to refuse or withdraw",
           for_children=True),
    _staff("supervisor", "Owen Trevena", Role.SUPERVISOR, "Makes duties and books Specials on and off"),
    _staff("analyst", "Sana Mirza", Role.OPCC_ANALYST, "The commissioner's office: figures and targets, no names"),
    _staff("second_analyst", "Gwen Pascoe", Role.OPCC_ANALYST, "The second person to publish a release"),
    _staff("administrator", "Martin Lyle", Role.ADMINISTRATOR, "Invites and disables staff"),
    _staff("second_administrator", "Imogen Tarrant", Role.ADMINISTRATOR, "Agrees to what takes two"),
    _staff("auditor", "Joan Whitcombe", Role.AUDITOR, "Reads the history of who did what"),
)  # fmt: skip
BY_KEY = {persona.key: persona for persona in PERSONAS}
STAFF = tuple(persona for persona in PERSONAS if persona.is_staff)


def details_of(secrets: Mapping[str, str]) -> list[SignInDetails]:
    """What is needed to sign in as each persona, given the authenticator secrets of the staff by key."""
    return [
        SignInDetails(
            name=persona.name,
            role=persona.role.replace("_", " "),
            email=persona.email,
            password=PASSWORD if persona.is_staff else "",
            totp_secret=secrets.get(persona.key, ""),
            note=persona.note,
        )
        for persona in PERSONAS
    ]


def write_details(data_dir: Path, details: list[SignInDetails]) -> Path:
    """Write the sign-in details down for the mail catcher, for nobody else to read."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in details], file, indent=2)
    return path


def read_details(data_dir: Path) -> list[SignInDetails]:
    """The sign-in details of the demonstration in this folder; none before it is seeded."""
    path = data_dir / FILE
    if not path.is_file():
        return []
    return [SignInDetails(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
