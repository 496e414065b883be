"""Acts of the history in plain words: codes and numbers only, never what is personal."""

from collections.abc import Mapping
from typing import Any

NOBODY = "Nobody signed in"
CHANGED = "changed"  # each field of a list of reference data with its words before and after


def in_words(code: str) -> str:
    """``check_recorded`` is read as Check recorded."""
    return code.replace("_", " ").capitalize()


def who_in_words(account_id: int | None, name: str | None) -> str:
    """The one who acted; an account that gave no name yet, or is gone, by its number."""
    if account_id is None:
        return NOBODY
    return name or f"Account {account_id}"


def particulars(details: Mapping[str, Any]) -> tuple[str, ...]:
    """What else an entry says, one line each, in a fixed order; what was changed last, from what to what."""
    plain = {key: value for key, value in details.items() if value is not None and key != CHANGED}
    changed = details.get(CHANGED) or {}
    return (
        *(f"{in_words(key)}: {_plain(value)}" for key, value in sorted(plain.items())),
        *(f"{in_words(key)}: from {_quoted(both['from'])} to {_quoted(both['to'])}" for key, both in changed.items()),
    )


def _quoted(value: Any) -> str:
    """Words as they stood; a list of codes, a number or nothing in plain words."""
    if isinstance(value, str):
        return f"“{value}”"
    return "none" if value is None else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value) or "none"
    return str(value).replace("_", " ")
