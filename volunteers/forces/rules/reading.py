"""Reading a force file: from what TOML gave to a ``Force``, or every fault at once with its key and reason."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from volunteers.forces.rules.force import (
    Area,
    Contact,
    Equality,
    Force,
    Measure,
    Numbers,
    Occupation,
    OccupationOutcome,
    Plan,
    Retention,
    SupportRole,
)

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
    "plan",
    "occupations",
    "roles",
)
NOT_MORE_THAN = (
    ("cadet_minimum_age", "cadet_maximum_age"),
    ("speedwatch_minimum_team", "speedwatch_team_to_start"),
    ("disclosure_threshold", "disclosure_threshold_sensitive"),
)
ROLE_KEYS = (
    *("code", "name", "words", "nppv_level", "minimum_age", "needs_driving", "designated_powers", "with_children"),
    *("source", "confirm"),
)
NPPV_LEVELS = (1, 2, 3)
OUTCOMES = tuple(str(outcome) for outcome in OccupationOutcome)
CODE = re.compile(r"[a-z][a-z0-9_]*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
WEB_ADDRESS = re.compile(r"https?://\S+")
FITNESS_LEVEL = re.compile(r"\d{1,2}\.\d{1,2}")
Shape = TypeVar("Shape", Numbers, Retention)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a force file: the key it stands under, and why."""

    key: str
    reason: str


class ForceFileError(Exception):
    """A force file that cannot be used; the message names the file and each key with its reason."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("\n".join(f"{file}: {fault.key}: {fault.reason}" for fault in self.faults))


def force_from(code: str, file: str, content: Mapping[str, Any]) -> Force:
    """The force a file describes; raises ``ForceFileError`` with every fault there is."""
    reader = _Reader()
    reader.refuse_unknown("", content, TOP_KEYS)
    force = Force(
        code=code,
        name=reader.text("", content, "name"),
        short_name=reader.text("", content, "short_name"),
        website=reader.text("", content, "website", WEB_ADDRESS),
        areas=_areas(reader, content),
        contacts=_contacts(reader, content),
        numbers=(numbers := reader.numbers(Numbers, "numbers", content)),
        retention=reader.numbers(Retention, "retention", content),
        equality=_equality(reader, content),
        occupations=_occupations(reader, content),
        roles=_roles(reader, content, numbers),
        plan=_plan(reader, content),
        to_confirm=tuple(reader.to_confirm),
        sources=tuple(reader.sources),
    )
    if not reader.faults:
        reader.faults.extend(_contradictions(force.numbers))
    if reader.faults:
        raise ForceFileError(file, reader.faults)
    return force


def _areas(reader: "_Reader", content: Mapping[str, Any]) -> tuple[Area, ...]:
    return tuple(
        Area(code=reader.text(key, row, "code", CODE), name=reader.text(key, row, "name"))
        for key, row in reader.rows("", content, "areas", ("code", "name"), unique="code")
    )


def _contacts(reader: "_Reader", content: Mapping[str, Any]) -> tuple[Contact, ...]:
    if not (table := reader.table("", content, "contacts", SUBJECTS)):
        return ()
    return tuple(Contact(subject, reader.text("contacts", table, subject, EMAIL)) for subject in SUBJECTS)


def _occupations(reader: "_Reader", content: Mapping[str, Any]) -> tuple[Occupation, ...]:
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


def _roles(reader: "_Reader", content: Mapping[str, Any], numbers: Numbers) -> tuple[SupportRole, ...]:
    return tuple(
        _role(reader, key, row, numbers) for key, row in reader.rows("", content, "roles", ROLE_KEYS, unique="code")
    )


def _role(reader: "_Reader", key: str, row: Mapping[str, Any], numbers: Numbers) -> SupportRole:
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


def _plan(reader: "_Reader", content: Mapping[str, Any]) -> Plan:
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


def _equality(reader: "_Reader", content: Mapping[str, Any]) -> Equality:
    path, table = "equality.ask_children", reader.table("", content, "equality", ("ask_children",))
    if row := reader.table("equality", table, "ask_children", ("value", "source", "confirm")) if table else {}:
        reader.provenance(path, row)
    return Equality(ask_children=reader.flag(path, row, "value"))


def _contradictions(numbers: Numbers) -> Iterator[Fault]:
    for low, high in NOT_MORE_THAN:
        least, most = getattr(numbers, low), getattr(numbers, high)
        if least > most:
            yield Fault(f"numbers.{low}", f"{least} is more than {high}, which is {most}")


@dataclass
class _Reader:
    """Takes values by key and keeps every fault; what is missing or wrong is stood in for, so that reading goes on."""

    faults: list[Fault] = field(default_factory=list)
    to_confirm: list[str] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, under: str, key: str, reason: str) -> None:
        self.faults.append(Fault(f"{under}.{key}" if under else key, reason))

    def refuse_unknown(self, under: str, table: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                self.fault(under, key, "is not a key of a force file; check its spelling")

    def text(self, under: str, table: Mapping[str, Any], key: str, form: re.Pattern[str] | None = None) -> str:
        value = table.get(key)
        if value is None:
            self.fault(under, key, "is missing")
        elif not isinstance(value, str) or not value.strip():
            self.fault(under, key, f"must be text, not {value!r}")
        elif form is not None and not form.fullmatch(value):
            self.fault(under, key, f"{value!r} is not {FORM_WORDS[form]}")
        else:
            return value
        return ""

    def choice(self, under: str, table: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str:
        value = table.get(key)
        if value in allowed:
            return str(value)
        self.fault(under, key, f"must be one of {', '.join(allowed)}, not {value!r}" if key in table else "is missing")
        return allowed[0]

    def table(self, under: str, content: Mapping[str, Any], key: str, known: Sequence[str]) -> Mapping[str, Any]:
        value = content.get(key)
        if not isinstance(value, dict) or not value:
            self.fault(under, key, "is missing" if value is None else f"must be a table with keys, not {value!r}")
            return {}
        self.refuse_unknown(f"{under}.{key}" if under else key, value, known)
        return value

    def rows(
        self, under: str, content: Mapping[str, Any], key: str, known: Sequence[str], *, unique: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Each table of a list, with its key such as ``areas[2]``, counted from one."""
        value, path = content.get(key), f"{under}.{key}" if under else key
        if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
            self.fault(under, key, "is missing" if value is None else "must be one or more tables")
            return
        for code, count in Counter(str(row.get(unique)) for row in value if unique in row).items():
            if count > 1:
                self.fault(under, key, f"{unique} {code!r} stands {count} times")
        for place, row in enumerate(value, start=1):
            self.refuse_unknown(f"{path}[{place}]", row, known)
            yield f"{path}[{place}]", row

    def numbers(self, shape: type[Shape], key: str, content: Mapping[str, Any]) -> Shape:
        names = [each.name for each in fields(shape)]
        table = self.table("", content, key, names)
        values: dict[str, Any] = dict.fromkeys(names, 0)
        if table:
            values = {each.name: self.number(key, table, each.name, each.type) for each in fields(shape)}
        return shape(**values)

    def number(self, under: str, table: Mapping[str, Any], key: str, kind: Any) -> Any:
        """A value with where it comes from: ``{ value = 16, source = "https://..." }``, ``confirm = true``, or both."""
        if key not in table:
            self.fault(under, key, "is missing")
            return 0
        path, row = f"{under}.{key}", self.table(under, table, key, ("value", "source", "confirm"))
        if not row:
            return 0
        self.provenance(path, row)
        return self.text(path, row, "value", FITNESS_LEVEL) if kind is str else self.whole(path, row, "value")

    def whole(self, under: str, table: Mapping[str, Any], key: str) -> int:
        value = table.get(key)
        if type(value) is int and value > 0:
            return value
        self.fault(under, key, "is missing" if value is None else f"must be a whole number above 0, not {value!r}")
        return 0

    def flag(self, under: str, table: Mapping[str, Any], key: str) -> bool:
        """True or false; false where it is left out."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fault(under, key, f"must be true or false, not {value!r}")
        return value is True

    def provenance(self, path: str, row: Mapping[str, Any]) -> None:
        if row.get("confirm", True) is not True:
            self.fault(path, "confirm", f"must be true or left out, not {row['confirm']!r}")
        if "source" in row:
            self.sources.append((path, self.text(path, row, "source", WEB_ADDRESS)))
        if "confirm" in row:
            self.to_confirm.append(path)
        if not {"source", "confirm"} & set(row):
            self.fault(path, "source", "is missing; give where the number was seen, or confirm = true")


FORM_WORDS = {
    CODE: "a code of small letters, digits and underscores",
    EMAIL: "an e-mail address",
    WEB_ADDRESS: "a web address",
    FITNESS_LEVEL: "a level and shuttle such as 5.4",
}
