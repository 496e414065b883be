"""A force's own words for its messages: which are in force, which were before, and the words a message goes out in."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageTemplate
from volunteers.notifications.rules.catalogue import CATALOGUE, RECEIVERS, Kind
from volunteers.notifications.rules.choices import group_of
from volunteers.notifications.rules.own_words import Unfit, fill
from volunteers.notifications.rules.wording import Words, built_in, values_of

log = logging.getLogger(__name__)

CHOICES = "/my-messages/choices"  # the page on which people choose how they are told


@dataclass(frozen=True)
class TemplateLine:
    """A kind of message in the list, with the strands that have own words; None among them stands for all."""

    kind: Kind
    own: tuple[str | None, ...]


def list_kinds(*, search: str = "", only_own: bool = False) -> list[tuple[str, list[TemplateLine]]]:
    """The kinds of message by who receives them; those that hold the words searched for, or have own words."""
    own = _own_by_kind()
    wanted = search.casefold().split()
    grouped: dict[str, list[TemplateLine]] = defaultdict(list)
    for kind in CATALOGUE.values():
        about = f"{kind.title} {kind.sent} {kind.receiver}".casefold()
        if all(word in about for word in wanted) and (own[kind.code] or not only_own):
            grouped[kind.receiver].append(TemplateLine(kind, tuple(own[kind.code])))
    known = [receiver for receiver in RECEIVERS if receiver in grouped]
    return [(receiver, grouped[receiver]) for receiver in [*known, *sorted(set(grouped) - set(known))]]


def get_kind(code: str, strand: str | None) -> Kind:
    """A kind of message whose words can be changed for a strand, or for all; raises ``NotFound``."""
    kind = CATALOGUE.get(code)
    if kind is None or (strand is not None and not kind.is_of_strand):
        raise NotFound(f"no message {code}")
    if strand is not None and kind.strands and strand not in kind.strands:
        raise NotFound(f"{code} is not sent for {strand}")
    return kind


def list_versions(kind: str, strand: str | None) -> Sequence[MessageTemplate]:
    """Every version of the own words for a kind and a strand, newest first."""
    return db.session.scalars(_of(kind, strand).order_by(MessageTemplate.number.desc())).all()


def find_newest(kind: str, strand: str | None, *, for_change: bool = False) -> MessageTemplate | None:
    """The newest version of the own words for a kind and a strand, also where it says that they are withdrawn."""
    newest = _of(kind, strand).order_by(MessageTemplate.number.desc()).limit(1)
    if for_change:
        newest = newest.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(newest).one_or_none()


def find_in_force(kind: str, strand: str | None) -> MessageTemplate | None:
    """The own words a message goes out in: its strand's, else those for all; None for the built-in ones."""
    found = db.session.scalars(
        select(MessageTemplate)
        .where(
            MessageTemplate.kind == kind,
            MessageTemplate.strand.is_(None) | (MessageTemplate.strand == strand),
        )
        .ext(distinct_on(MessageTemplate.strand))
        .order_by(MessageTemplate.strand.asc().nulls_last(), MessageTemplate.number.desc())
    )
    return next((each for each in found if not each.is_withdrawn), None)


def words_of(message: Message, environment: Environment, service: Mapping[str, str]) -> Words:
    """A message in the words it goes out in. Own words that cannot be used never stop it: it has the built-in ones."""
    particulars: dict[str, Any] = {**message.particulars, "service": service}
    original = particulars.get("original")
    if isinstance(original, str) and original in CATALOGUE:
        copied = _written(original, message.strand, particulars, environment)
        particulars["copied"] = f"{copied.subject}\n\n{copied.body}"
    return as_chosen(message, _written(message.kind, message.strand, particulars, environment), service)


def as_chosen(message: Message, words: Words, service: Mapping[str, str]) -> Words:
    """The words with what its receiver's choice adds: for a text message of a kind that has none, that there is news;
    below a mail that may be chosen away, how that is done."""
    group = group_of(message.kind) if message.account_id is not None else None
    if group is None:
        return words
    if message.is_text:
        news = f"{group.news} See {service['url']}/my-messages {service['force']}"
        return words if words.text is not None else replace(words, text=news)
    if not group.may_be_off or CHOICES in words.body:
        return words
    way_out = f"To choose what we tell you, and how: {service['url']}{CHOICES}"
    return replace(words, body=f"{words.body}\n\n{way_out}")


def _written(code: str, strand: str | None, particulars: Mapping[str, Any], environment: Environment) -> Words:
    came = built_in(environment, code, particulars)
    kind, own = CATALOGUE.get(code), find_in_force(code, strand)
    if kind is None or own is None:
        return came
    try:
        values = values_of(environment, kind, particulars)
        return fill(kind, own.own, values, came)
    except Unfit as fault:
        log.info("Version %s of the words of %s was not used: %s", own.number, code, fault)
    except Exception:
        # Whatever it is: a mail goes out in the words that came with the service rather than not at all.
        log.exception("Version %s of the words of %s cannot be used", own.number, code)
    return came


def _own_by_kind() -> dict[str, list[str | None]]:
    newest = db.session.execute(
        select(MessageTemplate.kind, MessageTemplate.strand, MessageTemplate.is_withdrawn)
        .ext(distinct_on(MessageTemplate.kind, MessageTemplate.strand))
        .order_by(MessageTemplate.kind, MessageTemplate.strand.asc().nulls_first(), MessageTemplate.number.desc())
    )
    found: dict[str, list[str | None]] = defaultdict(list)
    for kind, strand, is_withdrawn in newest:
        if not is_withdrawn:
            found[kind].append(strand)
    return found


def _of(kind: str, strand: str | None) -> Any:
    is_strand = MessageTemplate.strand.is_(None) if strand is None else MessageTemplate.strand == strand
    return select(MessageTemplate).where(MessageTemplate.kind == kind, is_strand)
