"""Drafts of pipelines for tests: those of a strand's page, with what a test changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from volunteers.strands.queries import strands_of
from volunteers.strands.rules import Strand, StrandCode
from volunteers.strands.rules.versions import StageDraft, drafts_of

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
CADETS = StrandCode.CADETS
FARM = StrandCode.FARM_WATCH
SUPPORT = StrandCode.POLICE_SUPPORT_VOLUNTEERS


def page(code: str) -> Strand:
    """A strand as its page in the code has it."""
    return next(strand for strand in strands_of("avon_and_somerset") if strand.code == code)


def drafted(code: str, **changes: dict[str, Any]) -> tuple[StageDraft, ...]:
    """The drafts of a page; changes are given by stage."""
    return tuple(replace(draft, **changes.get(draft.code, {})) for draft in drafts_of(page(code)))


def in_order(drafts: Sequence[StageDraft], *codes: str) -> tuple[StageDraft, ...]:
    """The drafts with these stages in this order, in the places that they had together."""
    found = {draft.code: draft for draft in drafts}
    wanted = iter(codes)
    return tuple(found[next(wanted)] if draft.code in codes else draft for draft in drafts)
