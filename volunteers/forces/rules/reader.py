"""Taking values out of what TOML gave, each by its key; every fault is kept, so that all are said at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from volunteers.forces.rules.force import Numbers, Retention

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


@dataclass
class Reader:
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
