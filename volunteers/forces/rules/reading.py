"""Reading a force file: from what TOML gave to a ``Force``, or every fault at once with its key and reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from volunteers.forces.rules.force import (
    Area,
    Contact,
    Decisions,
    Equality,
    Force,
    Measure,
    Numbers,
    Occupation,
    OccupationOutcome,
    Plan,
    Retention,
    SupportRole,
    Verification,
)
from volunteers.forces.rules.reader import CODE, EMAIL, WEB_ADDRESS, Fault, Reader
from volunteers.forces.rules.reading_expenses import expenses_from
from volunteers.forces.rules.reading_farm_watch import farm_watch_from
from volunteers.forces.rules.reading_officers import officer_hours_from
from volunteers.forces.rules.reading_records import records_from
from volunteers.forces.rules.reading_speedwatch import speedwatch_from
from volunteers.forces.rules.reading_watch import WATCH_KEYS, watch_schemes_from
from volunteers.forces.rules.reading_young_people import cadet_nights_from, patrols_from
from volunteers.forces.rules.vetting import ENQUIRIES, VettingLevel

SUBJECTS = (
    "general",
    "privacy",
    "special_constabulary",
    "police_support_volunteers",
    "cadets",
    "neighbourhood_watch",
    "farm_watch",
    "community_speedwatch",
)
TOP_KEYS = (
    "name",
    "short_name",
    "website",
    "contacts",
    "areas",
    "numbers",
    "retention",
    "equality",
    "decisions",
    "neighbourhood_watch",
    "plan",
    "occupations",
    "roles",
    "vetting_levels",
    "records",
    "expenses",
    "speedwatch",
    "cadet_nights",
    "patrols",
    "farm_watch",
    "officer_hours",
)
NOT_MORE_THAN = (
    ("cadet_minimum_age", "cadet_maximum_age"),
    ("speedwatch_minimum_team", "speedwatch_team_to_start"),
    ("disclosure_threshold", "disclosure_threshold_sensitive"),
    ("assessment_pass_mark", "assessment_highest_score"),
    ("assessment_least_score", "assessment_pass_mark"),
)
SCORES = (2, 5)  # how many steps a scale can have: what each looks like is said for five
ROLE_KEYS = (
    *("code", "name", "words", "nppv_level", "minimum_age", "needs_driving", "designated_powers", "with_children"),
    *("source", "confirm"),
)
NPPV_LEVELS = (1, 2, 3)
OUTCOMES = tuple(str(outcome) for outcome in OccupationOutcome)


class ForceFileError(Exception):
    """A force file that cannot be used; the message names the file and each key with its reason."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("\n".join(f"{file}: {fault.key}: {fault.reason}" for fault in self.faults))


def force_from(code: str, file: str, content: Mapping[str, Any]) -> Force:
    """The force a file describes; raises ``ForceFileError`` with every fault there is."""
    reader = Reader()
    reader.refuse_unknown("", content, TOP_KEYS)
    force = Force(
        code=code,
        name=reader.text("", content, "name"),
        short_name=reader.text("", content, "short_name"),
        website=reader.text("", content, "website", WEB_ADDRESS),
        listed_areas=_areas(reader, content),
        contacts=_contacts(reader, content),
        numbers=(numbers := reader.numbers(Numbers, "numbers", content)),
        retention=reader.numbers(Retention, "retention", content),
        equality=_equality(reader, content),
        decisions=_decisions(reader, content),
        watch_verification=_verification(reader, content),
        watch_schemes=watch_schemes_from(reader, content),
        occupations=_occupations(reader, content),
        roles=_roles(reader, content, numbers),
        vetting_levels=_levels(reader, content),
        records=records_from(reader, content, SUBJECTS[2:]),
        expenses=expenses_from(reader, content),
        speedwatch=speedwatch_from(reader, content),
        cadet_nights=cadet_nights_from(reader, content),
        patrols=patrols_from(reader, content),
        farm_watch=farm_watch_from(reader, content),
        officer_hours=officer_hours_from(reader, content),
        plan=_plan(reader, content),
        to_confirm=tuple(reader.to_confirm),
        sources=tuple(reader.sources),
    )
    if not reader.faults:
        reader.faults.extend(_contradictions(force.numbers))
    if reader.faults:
        raise ForceFileError(file, reader.faults)
    return force


def _areas(reader: Reader, content: Mapping[str, Any]) -> tuple[Area, ...]:
    return tuple(
        Area(code=reader.text(key, row, "code", CODE), name=reader.text(key, row, "name"))
        for key, row in reader.rows("", content, "areas", ("code", "name"), unique="code")
    )


def _contacts(reader: Reader, content: Mapping[str, Any]) -> tuple[Contact, ...]:
    if not (table := reader.table("", content, "contacts", SUBJECTS)):
        return ()
    return tuple(Contact(subject, reader.text("contacts", table, subject, EMAIL)) for subject in SUBJECTS)


def _occupations(reader: Reader, content: Mapping[str, Any]) -> tuple[Occupation, ...]:
    known = ("code", "name", "outcome", "note")
    return tuple(
        Occupation(
            code=reader.text(key, row, "code", CODE),
            name=reader.text(key, row, "name"),
            outcome=OccupationOutcome(
                reader.choice(key, row, "outcome", [str(outcome) for outcome in OccupationOutcome])
            ),
            note=reader.text(key, row, "note") if "note" in row else "",
        )
        for key, row in reader.rows("", content, "occupations", known, unique="code")
    )


def _roles(reader: Reader, content: Mapping[str, Any], numbers: Numbers) -> tuple[SupportRole, ...]:
    return tuple(
        _role(reader, key, row, numbers) for key, row in reader.rows("", content, "roles", ROLE_KEYS, unique="code")
    )


def _role(reader: Reader, key: str, row: Mapping[str, Any], numbers: Numbers) -> SupportRole:
    reader.provenance(key, row)
    drives = reader.flag(key, row, "needs_driving")
    least = max(numbers.support_volunteer_minimum_age, numbers.driver_minimum_age if drives else 0)
    level = reader.whole(key, row, "nppv_level")
    if level and level not in NPPV_LEVELS:
        reader.fault(key, "nppv_level", f"must be 1, 2 or 3, not {level}")
    return SupportRole(
        code=reader.text(key, row, "code", CODE),
        name=reader.text(key, row, "name"),
        words=reader.text(key, row, "words"),
        nppv_level=level,
        minimum_age=max(reader.whole(key, row, "minimum_age"), least) if "minimum_age" in row else least,
        needs_driving=drives,
        designated_powers=reader.flag(key, row, "designated_powers"),
        with_children=reader.flag(key, row, "with_children"),
        confirm="confirm" in row,
    )


def _levels(reader: Reader, content: Mapping[str, Any]) -> tuple[VettingLevel, ...]:
    """The levels of vetting, lowest first."""
    known = ("code", "name", "enquiries", "source", "confirm")
    return tuple(
        _level(reader, key, row) for key, row in reader.rows("", content, "vetting_levels", known, unique="code")
    )


def _level(reader: Reader, key: str, row: Mapping[str, Any]) -> VettingLevel:
    reader.provenance(key, row)
    asked = row.get("enquiries")
    if not isinstance(asked, list) or not asked or any(each not in ENQUIRIES for each in asked):
        reader.fault(key, "enquiries", f"must be some of {', '.join(ENQUIRIES)}, not {asked!r}")
        asked = []
    return VettingLevel(
        code=reader.text(key, row, "code", CODE),
        name=reader.text(key, row, "name"),
        enquiries=tuple(dict.fromkeys(asked)),
        confirm="confirm" in row,
    )


def _plan(reader: Reader, content: Mapping[str, Any]) -> Plan:
    if not (table := reader.table("", content, "plan", ("name", "url", "measures"))):
        return Plan("", "", ())
    known = ("code", "words", "direction", "said_in", "source")
    measures = tuple(
        Measure(
            code=reader.text(key, row, "code", CODE),
            words=reader.text(key, row, "words"),
            direction=reader.choice(key, row, "direction", ["more", "fewer"]),
            said_in=reader.text(key, row, "said_in"),
            source=reader.text(key, row, "source", WEB_ADDRESS),
        )
        for key, row in reader.rows("plan", table, "measures", known, unique="code")
    )
    return Plan(reader.text("plan", table, "name"), reader.text("plan", table, "url", WEB_ADDRESS), measures)


def _equality(reader: Reader, content: Mapping[str, Any]) -> Equality:
    path, table = "equality.ask_children", reader.table("", content, "equality", ("ask_children",))
    if row := reader.table("equality", table, "ask_children", ("value", "source", "confirm")) if table else {}:
        reader.provenance(path, row)
    return Equality(ask_children=reader.flag(path, row, "value"))


def _verification(reader: Reader, content: Mapping[str, Any]) -> Verification:
    path, key = "neighbourhood_watch.verification", "neighbourhood_watch"
    table = reader.table("", content, key, WATCH_KEYS)
    row = reader.table(key, table, "verification", ("value", "source", "confirm")) if table else {}
    if not row:
        return Verification.POLICE
    reader.provenance(path, row)
    return Verification(reader.choice(path, row, "value", [str(model) for model in Verification]))


def _decisions(reader: Reader, content: Mapping[str, Any]) -> Decisions:
    """Every strand says for itself whether its decisions take two people."""
    path, strands = "decisions.two_people", SUBJECTS[2:]
    table = reader.table("", content, "decisions", ("two_people",))
    rows = reader.table("decisions", table, "two_people", strands) if table else {}
    two = []
    for strand in strands if rows else ():
        row = reader.table(path, rows, strand, ("value", "source", "confirm"))
        if row and _yes(reader, f"{path}.{strand}", row):
            two.append(strand)
    return Decisions(two_people=tuple(two))


def _yes(reader: Reader, path: str, row: Mapping[str, Any]) -> bool:
    """A yes or no that must be given, and whose source must be too."""
    reader.provenance(path, row)
    if "value" not in row:
        reader.fault(path, "value", "is missing")
    return reader.flag(path, row, "value")


def _contradictions(numbers: Numbers) -> Iterator[Fault]:
    for low, high in NOT_MORE_THAN:
        least, most = getattr(numbers, low), getattr(numbers, high)
        if least > most:
            yield Fault(f"numbers.{low}", f"{least} is more than {high}, which is {most}")
    if not SCORES[0] <= numbers.assessment_highest_score <= SCORES[1]:
        yield Fault("numbers.assessment_highest_score", f"must be from {SCORES[0]} to {SCORES[1]}")
