"""The words of a message, from the template that came with the service.

A part of the body that own words can name, such as a link, is a block of its own within the template: own words get it
ready made, and the template can be shown with the names of its parts in place of what they stand for.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, Template, Undefined
from jinja2.runtime import Context

from volunteers.notifications.rules.catalogue.kinds import EVERYWHERE, EXAMPLE_ADDRESS, Kind

# What every template has or may have; any other block is a part of the body.
OUTER = ("subject", "body", "text", "unsubscribe")


class NotSo(Undefined):
    """What is asked of a message and is no placeholder, such as whether something moved: in an example it is not so.

    Written out it is as wrong as ever.
    """

    def __str__(self) -> str:
        return str(self._fail_with_undefined_error())


@dataclass(frozen=True)
class Words:
    """A message ready to go. ``text`` is None for a kind that is never sent as a text message."""

    subject: str
    body: str
    text: str | None = None
    unsubscribe: str = ""


def built_in(
    environment: Environment, kind: str, particulars: Mapping[str, Any], *, stand_ins: Mapping[str, str] | None = None
) -> Words:
    """A kind of message in the words that came with the service; ``stand_ins`` take the place of its named parts."""
    template = environment.get_template(f"messages/{kind}.txt")
    context = template.new_context(dict(particulars))
    for name, value in (stand_ins or {}).items():
        if name in parts_of(template):
            context.blocks[name] = [_standing_in(value)]

    def block(name: str) -> str:
        return "".join(template.blocks[name](context)).strip() if name in template.blocks else ""

    return Words(
        subject=one_line(block("subject")),
        body=block("body"),
        text=" ".join(block("text").split()) if "text" in template.blocks else None,
        unsubscribe=block("unsubscribe"),
    )


def parts_of(template: Template) -> list[str]:
    """The named parts of a template's body."""
    return [name for name in template.blocks if name not in OUTER]


def values_of(environment: Environment, kind: Kind, particulars: Mapping[str, Any]) -> dict[str, str]:
    """What stands for each placeholder of a kind in one message; nothing for one that was not passed."""
    template = environment.get_template(f"messages/{kind.code}.txt")
    context = template.new_context(dict(particulars))
    parts = parts_of(template)
    values = _everywhere(particulars["service"])
    for placeholder in kind.placeholders:
        name = placeholder.name
        value = "".join(template.blocks[name](context)).strip() if name in parts else particulars.get(name)
        values[name] = _plain(value)
    return values


def with_names(environment: Environment, kind: Kind) -> Words:
    """The built-in words as they would be typed: with the names of the placeholders, to begin own words from."""
    return _with(environment, kind, {each.name: f"(({each.name}))" for each in (*kind.placeholders, *EVERYWHERE)})


def with_examples(environment: Environment, kind: Kind, service: Mapping[str, str]) -> Words:
    """The built-in words as they would be sent, with the example of each placeholder."""
    return _with(environment, kind, examples_of(kind, service))


def examples_of(kind: Kind, service: Mapping[str, str] | None = None) -> dict[str, str]:
    """An example for each placeholder; with the service's own name and address, where they are given."""
    examples = {each.name: each.example for each in (*kind.placeholders, *EVERYWHERE)}
    if service is None:
        return examples
    here = {name: example.replace(EXAMPLE_ADDRESS, service["url"]) for name, example in examples.items()}
    return {**here, **_everywhere(service)}


def one_line(written: str) -> str:
    """Words fit for a header: no line breaks, and nothing else that cannot be seen."""
    seen = "".join(letter for letter in written if unicodedata.category(letter) not in ("Cc", "Cf") or letter.isspace())
    return " ".join(seen.split())


def _with(environment: Environment, kind: Kind, values: Mapping[str, str]) -> Words:
    service = {"name": values["service_name"], "url": values["service_address"], "force": values["force"]}
    lenient = environment.overlay(undefined=NotSo)
    return built_in(lenient, kind.code, {**values, "service": service}, stand_ins=values)


def _everywhere(service: Mapping[str, str]) -> dict[str, str]:
    return {"force": service["force"], "service_name": service["name"], "service_address": service["url"]}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else re.sub(r"\r\n?", "\n", str(value))


def _standing_in(value: str) -> Any:
    def render(_: Context) -> Iterable[str]:
        return iter((value,))

    return render
