"""Accepting a proposal, whole or in part: everything of it judged anew, as things are now."""

from collections.abc import Collection
from dataclasses import dataclass

from volunteers.errors import Refusal, Refused
from volunteers.permissions import Viewer
from volunteers.rosters.rules.filling import MOST_AT_ONCE


@dataclass(frozen=True)
class Accepted:
    """What came of accepting: the places (of the proposal) that people have now, and why the others were refused."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


def accept(filling_id: int, place_ids: Collection[int], *, version: int, by: Viewer) -> Accepted:
    """Put those of a proposal who were chosen on their duties, each judged now and told as by ``assign``.

    Who may not any more is refused in the roster's words and stays shown; the others are accepted all the same. Of a
    duty that could then not run, nobody is accepted. ``Conflict`` when the proposal was changed since it was looked at;
    refused when nothing, too much, or what is no part of it is chosen.
    """
    raise Refused(Refusal("too_many", f"Accept at most {MOST_AT_ONCE} places at once."))
