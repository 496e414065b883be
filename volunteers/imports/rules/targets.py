"""What a column may hold: everything that can be brought in, with the headings it goes by elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from volunteers.imports.rules.kinds import SheetKind


class Shape(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    NAME = "name"
    EMAIL = "email"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class Target:
    """One thing that is brought in. ``is_needed`` must have a column or, where it may, one answer for every row."""

    code: str
    label: str
    explains: str
    shape: Shape
    also: tuple[str, ...] = ()
    is_needed: bool = False
    may_be_same: bool = False
    group: str = "Who"


@dataclass(frozen=True)
class Held:
    """A clearance or a qualification that may be brought in; ``months`` is how long one lasts, None without end."""

    kind: str
    code: str
    name: str
    months: int | None = None
    also: tuple[str, ...] = ()

    def target(self, part: str) -> str:
        """The code of one of its columns in a sheet of everything."""
        return f"{self.kind}:{self.code}:{part}"


NUMBER = Target(
    "number", "Force number", "Collar, warrant or staff number. It finds the same person in your next sheet.",
    Shape.TEXT,
    ("collar no", "collar number", "collar", "warrant no", "warrant number", "shoulder number", "employee number",
     "employee no", "staff number", "staff no", "personnel number", "payroll number", "pin", "force id", "id number",
     "special number", "officer number", "service number"),
)  # fmt: skip
FIRST_NAME = Target(
    "first_name", "First name", "As they are called on their record.", Shape.NAME,
    ("forename", "forenames", "given name", "given names", "first names", "christian name", "first"),
)  # fmt: skip
LAST_NAME = Target(
    "last_name", "Last name", "Their family name.", Shape.NAME,
    ("surname", "family name", "last", "second name"),
)  # fmt: skip
FULL_NAME = Target(
    "full_name", "Whole name", "Only where first and last name share a column: written “Last, First”, or as two words.",
    Shape.NAME, ("name", "full name", "volunteer", "volunteer name", "officer", "officer name", "member", "member name",
                 "applicant name", "subject name"),
)  # fmt: skip
BIRTH_DATE = Target(
    "birth_date", "Date of birth", "With name, it tells two people apart.", Shape.DATE,
    ("dob", "d o b", "birth date", "birthdate", "born", "birthday", "date of birth dob"),
)  # fmt: skip
EMAIL = Target(
    "email", "E-mail address", "Where they are sent their sign-in codes. Without one they cannot sign in.", Shape.EMAIL,
    ("email", "e mail", "email address", "mail", "personal email", "work email", "contact email", "home email"),
)  # fmt: skip
WHO = (NUMBER, FIRST_NAME, LAST_NAME, FULL_NAME, BIRTH_DATE, EMAIL)

SERVES = "How they serve"
SERVICE = (
    Target("strand", "Kind of volunteering", "Such as Special Constabulary or Police Cadets.", Shape.CHOICE,
           ("strand", "volunteer type", "type of volunteer", "volunteering type", "role type", "programme",
            "scheme type", "category", "volunteer category", "type"), is_needed=True, may_be_same=True, group=SERVES),
    Target("area", "Area", "The area of the force they serve in.", Shape.CHOICE,
           ("district", "division", "bcu", "basic command unit", "lpa", "local policing area", "policing area",
            "neighbourhood", "directorate", "command", "region", "borough"), is_needed=True, may_be_same=True,
           group=SERVES),
    Target("unit", "Unit", "Station, team, cadet unit or scheme.", Shape.CHOICE,
           ("station", "team", "base", "posting", "location", "home station", "site", "police station", "cadet unit"),
           group=SERVES),
    Target("rank", "Rank", "Left empty, they have the lowest rank of their kind.", Shape.CHOICE,
           ("rank title", "rank name", "substantive rank", "position"), group=SERVES),
    Target("grade", "Grade", "Patrol status of a Special, or grade of another volunteer.", Shape.CHOICE,
           ("patrol status", "independent patrol status", "ips", "patrol level", "status", "level"), group=SERVES),
    Target("started_on", "Serves since", "The day their service began.", Shape.DATE,
           ("start date", "started", "date joined", "joined", "joining date", "join date", "attested", "date attested",
            "attestation date", "service start", "service start date", "date of appointment", "appointed",
            "appointment date", "enrolled", "date enrolled", "started on", "start"), is_needed=True, group=SERVES),
    Target("ended_on", "Served until", "The day they left. Empty while they serve.", Shape.DATE,
           ("end date", "left", "leaving date", "date left", "leave date", "leaver date", "resigned on",
            "resignation date", "service end", "ended on", "end"), group=SERVES),
    Target("end_reason", "Why they left", "Resigned, retired, joined the regular service.", Shape.CHOICE,
           ("reason for leaving", "leaving reason", "end reason", "leaver reason", "reason left"), group=SERVES),
)  # fmt: skip
FROM = (
    "valid from", "from", "issued", "issue date", "date issued", "granted", "date granted", "completed",
    "date completed", "completion date", "passed", "date passed", "awarded", "date awarded", "clearance date",
    "start date", "date", "effective date", "achieved", "date achieved", "started on", "start", "course date",
)  # fmt: skip
UNTIL = (
    "valid until", "until", "valid to", "to", "expiry", "expires", "expiry date", "expires on", "expiration date",
    "date of expiry", "end date", "renewal date", "renewal", "review date", "due", "due date", "lapses", "end",
)  # fmt: skip
REFERENCE = ("reference", "ref", "reference number", "ref no", "number", "case number", "file number", "file ref")
HELD_EXPLAINS = {
    "from": "The first day it is good. Left empty, it is reckoned back from the last day where one lasts a set time.",
    "until": "The last day it is good. Left empty, it is reckoned from the first day, or it does not lapse.",
}


def targets_of(kind: SheetKind, held: Sequence[Held] = ()) -> tuple[Target, ...]:
    """What the columns of a kind of sheet may hold, in the order of the page."""
    if kind is SheetKind.CLEARANCES:
        return (*WHO, *_one_held("clearance", "Clearance", "Which clearance, such as vetting or medical."))
    if kind is SheetKind.QUALIFICATIONS:
        return (*WHO, *_one_held("qualification", "Qualification", "Which qualification, such as first aid."))
    people = (*WHO, *SERVICE)
    return people if kind is SheetKind.PEOPLE else (*people, *(one for each in held for one in _wide(each)))


def _one_held(code: str, label: str, explains: str) -> tuple[Target, ...]:
    also = {
        "clearance": ("clearance type", "vetting", "vetting level", "check", "type", "level", "clearance level"),
        "qualification": ("course", "course name", "skill", "training", "certificate", "competency", "course title"),
    }[code]
    numbered = tuple(f"{first} {one}" for first in ("vetting", "clearance") for one in REFERENCE)
    dates = tuple(
        Target(f"{part}_on", words, HELD_EXPLAINS[part], Shape.DATE,
               (*names, *(f"{first} {one}" for first in (code, *also[:3]) for one in names)), group=label)
        for part, words, names in (("from", "Good from", FROM), ("until", "Good until", UNTIL))
    )  # fmt: skip
    which = Target(code, label, explains, Shape.CHOICE, also, is_needed=True, may_be_same=True, group=label)
    if code == "qualification":
        return which, *dates
    paper = Target(
        "reference", "Reference", "The number of the file, never what is in it.", Shape.TEXT, (*REFERENCE, *numbered),
        group=label,
    )  # fmt: skip
    return which, *dates, paper


def _wide(held: Held) -> tuple[Target, ...]:
    """The columns of one clearance or qualification in a sheet of everything."""
    group = "Clearances" if held.kind == "clearance" else "Qualifications"
    names = {held.name.lower(), held.code.replace("_", " ")} | _short(held)
    dates = tuple(
        Target(held.target(part), f"{held.name}, {words}", HELD_EXPLAINS[part], Shape.DATE,
               tuple(f"{name} {one}" for name in sorted(names) for one in also), group=group)
        for part, words, also in (("from", "good from", FROM), ("until", "good until", UNTIL))
    )  # fmt: skip
    if held.kind == "qualification":
        return dates
    also = tuple(f"{name} {one}" for name in sorted(names) for one in REFERENCE)
    paper = Target(
        held.target("reference"), f"{held.name}, reference", "The number of the file, never what is in it.", Shape.TEXT,
        also, group=group,
    )  # fmt: skip
    return *dates, paper


def _short(held: Held) -> set[str]:
    """What people call it for short."""
    return {
        "vetting": {"vetting", "rv", "nppv", "clearance"},
        "personal_safety_training": {"pst", "ost", "officer safety", "officer safety training", "safety training"},
        "first_aid": {"first aid", "fa", "elsa", "first aid training"},
        "response_driver": {"response driving", "driving", "response"},
        "public_order_level_2": {"public order", "level 2"},
        "body_worn_video": {"bwv"},
    }.get(held.code, set())
