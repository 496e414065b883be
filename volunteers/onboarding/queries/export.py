"""The lines of a list that is to leave the service."""

from collections.abc import Sequence
from dataclasses import replace

from volunteers import clock
from volunteers.onboarding.queries.caseload import Wanted, lines_of, rows_of
from volunteers.onboarding.queries.narrowing import Narrowed, narrow
from volunteers.onboarding.rules import CaseLine, Sight, Tab, needs_consent
from volunteers.onboarding.rules.exports import Group
from volunteers.permissions import Permission, Viewer

TAKING = Permission.APPLICATION_EXPORT


def groups_of(narrowed: Narrowed) -> tuple[Group, ...]:
    """Whom a list can hold: adults, cadets or both."""
    chosen = [narrowed.strand] if narrowed.strand else narrowed.strands
    found = {Group.CADETS if needs_consent(strand) else Group.ADULTS for strand in chosen}
    return tuple(group for group in Group if group in found)


def list_to_export(wanted: Wanted, group: Group, viewer: Viewer, *, limit: int) -> Sequence[CaseLine]:
    """The lines of one list in its order, at most so many, of adults or of cadets."""
    on, narrowed = clock.today(), narrow(wanted.filters, viewer)
    narrowed = replace(narrowed, sight=_only(narrowed.sight, group, viewer))
    tab = Tab.ENDED if narrowed.stage is not None and narrowed.stage.is_final else wanted.tab
    return lines_of(rows_of(narrowed, tab, None, on, limit=limit), narrowed, on)


def _only(sight: Sight, group: Group, viewer: Viewer) -> Sight:
    """What is seen of one group, where the viewer may take it out."""
    kept = []
    for one in sight.seen:
        areas = tuple(each for each in one.areas if viewer.may_in(TAKING, one.strand.code, each))
        if areas and needs_consent(one.strand) is (group is Group.CADETS):
            is_whole = one.is_whole and viewer.may_in(TAKING, one.strand.code, None)
            kept.append(replace(one, areas=areas, is_whole=is_whole))
    return Sight(tuple(kept), is_everything=False)
