"""Approved claims leave the service in batches that never change, and are marked paid."""

import io
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.expenses import queries
from volunteers.expenses.models import ExpenseBatch, ExpenseBatchLine, ExpenseClaim
from volunteers.expenses.queries import Line
from volunteers.expenses.rules import as_money
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.people.queries import names
from volunteers.permissions import Viewer
from volunteers.web.spreadsheets import as_csv, harmless

HEADINGS = ("Claim", "Name", "E-mail", "Volunteers as", "Area", "Day", "What", "Worked out", "Pounds")
WIDTHS = (9, 26, 30, 28, 18, 13, 40, 44, 11)
NOTHING = Refusal("nothing", "There is nothing approved that has not been taken out yet.")
PAID = Refusal("paid", "This batch is marked as paid already.")
# What no cell of a workbook may hold: ECMA-376 part 1, 22.9.2.19 (ST_Xstring), by way of XML 1.0, 2.2.
BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class BatchFile:
    """A file to be saved."""

    content: bytes
    mime: str
    name: str


def make_batch(*, of_cadets: bool, by: Viewer) -> ExpenseBatch:
    """Put every approved claim of adults, or of cadets, that is in no batch yet into one. Refused when none is."""
    lines = queries.list_to_export(by, of_cadets=of_cadets)
    if not lines:
        raise Refused(NOTHING)
    batch = ExpenseBatch(
        of_cadets=of_cadets, pence=sum(each.claim.approved_pence or 0 for each in lines), claims=len(lines),
        made_at=clock.now(), made_by_id=by.account_id,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    emails = _emails(lines)
    for each in lines:
        pence = each.claim.approved_pence or 0
        cells = _cells(each, emails[each.claim.account_id], pence)
        db.session.add(ExpenseBatchLine(batch_id=batch.id, claim_id=each.claim.id, pence=pence, cells=cells))
    db.session.flush()
    record("expense_batch_made", subject="expense_batch", subject_id=batch.id, by=by.account_id, claims=len(lines))
    return batch


def batch_file(batch_id: int, *, as_xlsx: bool, by: Viewer) -> BatchFile:
    """The file of a batch, the same whenever it is asked for. That it was taken out is in the history."""
    batch = queries.get_batch(batch_id, by)
    lines = queries.list_lines(batch_id)
    total = ["", "Total", "", "", "", "", "", "", f"{batch.pence / 100:.2f}"]
    rows = [list(HEADINGS), *(each.cells for each in lines), total]
    kind = "xlsx" if as_xlsx else "csv"
    record("expense_batch_exported", subject="expense_batch", subject_id=batch_id, by=by.account_id, kind=kind)
    name = f"expenses-batch-{batch_id}.{kind}"
    if as_xlsx:
        mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return BatchFile(_as_workbook(rows), mime, name)
    return BatchFile(as_csv(rows), "text/csv; charset=utf-8", name)


def mark_paid(batch_id: int, *, paid_on: date, by: Viewer) -> None:
    """Say on which day a batch was paid, once, and tell everyone who is paid by it how much."""
    queries.get_batch(batch_id, by)
    batch = db.session.get_one(ExpenseBatch, batch_id, with_for_update=True)
    if batch.paid_on is not None:
        raise Conflict(PAID)
    if not clock.on(batch.made_at) <= paid_on <= clock.today():
        raise Refused(Refusal("paid_on", "The day must be between the day the batch was made and today."))
    batch.paid_on, batch.paid_by_id = paid_on, by.account_id
    record("expense_batch_paid", subject="expense_batch", subject_id=batch_id, by=by.account_id)
    sums: dict[int, int] = defaultdict(int)
    strands: dict[int, str] = {}
    rows = db.session.execute(
        select(ExpenseClaim.account_id, ExpenseClaim.strand, ExpenseBatchLine.pence)
        .join(ExpenseClaim, ExpenseClaim.id == ExpenseBatchLine.claim_id)
        .where(ExpenseBatchLine.batch_id == batch_id)
        .order_by(ExpenseBatchLine.id)
    )
    for account_id, strand, pence in rows:
        sums[account_id] += pence
        strands.setdefault(account_id, strand)
    for account in db.session.scalars(select(Account).where(Account.id.in_(sums)).order_by(Account.id)):
        notify(
            MessageKind.EXPENSES_PAID, to=account.email, account_id=account.id, of_strand=strands[account.id],
            name=account.full_name, amount=as_money(sums[account.id]), day=f"{paid_on.day} {paid_on:%B %Y}",
        )  # fmt: skip


def _emails(lines: list[Line]) -> dict[int, str]:
    wanted = {each.claim.account_id for each in lines}
    rows = db.session.execute(select(Account.id, Account.email).where(Account.id.in_(wanted)))
    return dict(rows.all())


def _cells(line: Line, email: str, pence: int) -> list[str]:
    claim = line.claim
    what = claim.what or (f"{claim.from_place} to {claim.to_place}" if claim.from_place else claim.kind.words)
    lowered = f" (claimed {as_money(claim.pence)})" if pence != claim.pence else ""
    return [
        str(claim.id), line.name, email, names.strand_name(claim.strand), names.area_name(claim.area),
        f"{claim.spent_on:%Y-%m-%d}", what, claim.worked_out + lowered, f"{pence / 100:.2f}",
    ]  # fmt: skip


def _as_workbook(rows: list[list[str]]) -> bytes:
    """One sheet, every cell as text, so that editing one makes no formula."""
    # Imported here: it takes half a second and some memory that no other page needs.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    page = book.create_sheet("Expenses")
    page.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS):
        page.column_dimensions[chr(ord("A") + number)].width = width
    for place, row in enumerate(rows):
        cells = []
        for text in row:
            cell = WriteOnlyCell(page, value=BARRED.sub("\ufffd", harmless(text)))
            cell.data_type, cell.number_format = "s", "@"
            if place in (0, len(rows) - 1):
                cell.font = Font(bold=True)
            cells.append(cell)
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
