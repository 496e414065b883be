"""Keeping the kinds of qualification. Each change is in history; what volunteers hold keeps its own dates."""

from collections.abc import Sequence

from volunteers.errors import Refused
from volunteers.forces.rules.lists import code_of
from volunteers.forces.service import KeptList, entry
from volunteers.people.models.qualifications import KeptQualificationKind
from volunteers.people.queries.qualification_kinds import forget_qualification_names, list_kept_kinds
from volunteers.people.rules.qualifications import DEFAULTS, QualificationKindDraft, refusals_of_kind
from volunteers.permissions import Viewer
from volunteers.strands.queries import all_strands

NOT_CODES = ("new",)  # what stands for something else in the address of a page


def add_kind(draft: QualificationKindDraft, *, by: Viewer) -> KeptQualificationKind:
    """One more kind, in its place. Refused where its name is taken or its validity cannot be."""
    rows = KINDS.locked(by=by.account_id)
    _judge(draft, rows)
    made = KeptQualificationKind(
        code=code_of(draft.name, [*(row.code for row in rows), *NOT_CODES], otherwise="kind"), name=draft.name,
        valid_months=draft.valid_months, to_confirm=draft.to_confirm, strands=list(draft.strands),
    )  # fmt: skip
    KINDS.add(made, rows, after=draft.after, by=by.account_id)
    forget_qualification_names()
    return made


def change_kind(code: str, draft: QualificationKindDraft, *, version: int, by: Viewer) -> KeptQualificationKind:
    """Say something else of a kind; a new validity counts for what is awarded from now on.

    Raises ``NotFound``, ``Conflict`` when someone changed it since that version, and refuses as adding does.
    """
    rows = KINDS.locked(by=by.account_id)
    row = entry(rows, code, version=version)
    _judge(draft, [each for each in rows if each is not row])
    values = {
        "name": draft.name, "valid_months": draft.valid_months, "to_confirm": draft.to_confirm,
        "strands": list(draft.strands),
    }  # fmt: skip
    KINDS.change(row, rows, values, after=draft.after, by=by.account_id)
    forget_qualification_names()
    return row


def end_kind(code: str, *, version: int, by: Viewer) -> KeptQualificationKind:
    """Award a kind no longer; what is held stays good. Ending twice writes nothing more."""
    rows = KINDS.locked(by=by.account_id)
    if not (row := entry(rows, code)).is_ended:
        entry(rows, code, version=version)
        KINDS.end(row, by=by.account_id)
    return row


def offer_kind_again(code: str, *, version: int, by: Viewer) -> KeptQualificationKind:
    """Award an ended kind again, as it was. Doing so twice writes nothing more; refused while its name is taken."""
    rows = KINDS.locked(by=by.account_id)
    if (row := entry(rows, code)).is_ended:
        entry(rows, code, version=version)
        _judge(QualificationKindDraft(row.name, row.valid_months, row.to_confirm, tuple(row.strands), None), rows)
        KINDS.begin_again(row, by=by.account_id)
    return row


def _defaults() -> Sequence[KeptQualificationKind]:
    return [
        KeptQualificationKind(
            code=each.code, name=each.name, valid_months=each.valid_months, to_confirm=each.to_confirm,
            strands=list(each.strands),
        )
        for each in DEFAULTS
    ]  # fmt: skip


def _judge(draft: QualificationKindDraft, others: Sequence[KeptQualificationKind]) -> None:
    taken = [row.name for row in others if not row.is_ended]
    if refusals := refusals_of_kind(draft, taken=taken, known=[each.code for each in all_strands()]):
        raise Refused(refusals)


KINDS = KeptList("qualification_kind", 20_231_012, list_kept_kinds, _defaults)
