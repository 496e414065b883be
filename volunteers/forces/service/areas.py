"""Keeping the areas of the force. Each change is in history; codes stay, so that nothing old loses its area."""

from collections.abc import Callable, Sequence

from volunteers.errors import Refused
from volunteers.forces.models import KeptArea
from volunteers.forces.queries import current_force, forget_areas, list_kept_areas
from volunteers.forces.rules.areas import AreaDraft, refusals_of_area, refusals_to_end_area
from volunteers.forces.rules.lists import code_of
from volunteers.forces.service.lists import KeptList, entry
from volunteers.permissions import Viewer

NOT_CODES = ("new",)  # what stands for something else in the address of a page


def add_area(draft: AreaDraft, *, by: Viewer) -> KeptArea:
    """One more area, in its place, with a code made from its name. Refused where its name is taken."""
    rows = AREAS.locked(by=by.account_id)
    _judge(draft, rows)
    code = code_of(draft.name, [*(row.code for row in rows), *NOT_CODES], otherwise="area")
    made = AREAS.add(KeptArea(code=code, name=draft.name), rows, after=draft.after, by=by.account_id)
    forget_areas()
    return made


def change_area(code: str, draft: AreaDraft, *, version: int, by: Viewer) -> KeptArea:
    """Rename an area, everywhere at once, or move it in the list; its code stays.

    Raises ``NotFound``, ``Conflict`` when someone changed it since that version, and refuses as adding does.
    """
    rows = AREAS.locked(by=by.account_id)
    row = entry(rows, code, version=version)
    _judge(draft, [each for each in rows if each is not row])
    AREAS.change(row, rows, {"name": draft.name}, after=draft.after, by=by.account_id)
    forget_areas()
    return row


def end_area(code: str, *, version: int, uses: Callable[[], Sequence[str]], by: Viewer) -> KeptArea:
    """Offer an area for nothing new any more; what is old keeps its name. Ending twice writes nothing more.

    ``uses`` tells, in words, what is still there: asked once the list is ours, and refused while there is any.
    """
    rows = AREAS.locked(by=by.account_id)
    if (row := entry(rows, code)).is_ended:
        return row
    entry(rows, code, version=version)
    others = sum(1 for each in rows if each is not row and not each.is_ended)
    if refusals := refusals_to_end_area(row.name, uses(), others=others):
        raise Refused(refusals)
    AREAS.end(row, by=by.account_id)
    forget_areas()
    return row


def offer_area_again(code: str, *, version: int, by: Viewer) -> KeptArea:
    """Offer an ended area again, as it was. Doing so twice writes nothing more; refused while its name is taken."""
    rows = AREAS.locked(by=by.account_id)
    if not (row := entry(rows, code)).is_ended:
        return row
    entry(rows, code, version=version)
    _judge(AreaDraft(row.name, None), rows)
    AREAS.begin_again(row, by=by.account_id)
    forget_areas()
    return row


def _defaults() -> Sequence[KeptArea]:
    return [KeptArea(code=each.code, name=each.name) for each in current_force().listed_areas]


def _judge(draft: AreaDraft, others: Sequence[KeptArea]) -> None:
    if refusals := refusals_of_area(draft, taken=[row.name for row in others if not row.is_ended]):
        raise Refused(refusals)


AREAS = KeptList("area", 20_231_013, list_kept_areas, _defaults)
