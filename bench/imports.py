"""``python -m bench.imports``: an import of 10,000 people beside plain ``COPY`` of the very rows it made.

Goal (issue 5): reading, checking and bringing in 10,000 rows in under a minute.
"""

import csv
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from bench import copies
from bench.cast import application
from volunteers.extensions import db
from volunteers.imports import jobs, queries, service
from volunteers.imports.models import Import
from volunteers.imports.queries.touched import MADE_IN
from volunteers.imports.rules import ImportState, Mode, SheetKind
from volunteers.local.servers import running_servers
from volunteers.people import service as people
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work

ROWS = 10_000
HEADINGS = (
    "Collar no", "First name", "Surname", "DOB", "Email", "Type", "District", "Patrol status", "Date joined",
    "Vetting valid from", "Vetting expiry", "Medical valid from", "First aid completed",
)  # fmt: skip


def lines(count: int) -> list[tuple[str, ...]]:
    """So many different Special Constables, as a force's own sheet has them."""
    return [
        (
            f"C{n}", f"Anna{_letters(n)}", f"Berg{_letters(n * 7)}", f"{n % 28 + 1:02}/{n % 12 + 1:02}/{1955 + n % 45}",
            f"p{n}@example.org", "Specials", ("Bristol", "Somerset")[n % 2], "Directed patrol", "25/09/2022",
            "15/09/2022", "31/08/2032", "13/08/2022", "14/10/2025",
        )
        for n in range(count)
    ]  # fmt: skip


def as_csv(count: int) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *lines(count)])
    return out.getvalue().encode()


def as_xlsx(count: int) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("People")
    for line in (HEADINGS, *lines(count)):
        sheet.append(line)
    book.save(out)
    return out.getvalue()


def measure(content: bytes, name: str, by: Viewer) -> dict[str, float]:
    """Seconds of each step; the import is undone at the end, which is the last of them."""
    with unit_of_work():
        found = service.receive(name, content, kind=SheetKind.EVERYTHING, by=by)
    number, seconds = found.id, {}
    seconds["read"] = timed(lambda: jobs.work([number]))
    with unit_of_work():
        service.match_columns(number, queries.get_own(number, by).matching, {}, by=by)
    seconds["check"] = timed(lambda: jobs.work([number]))
    with unit_of_work():
        service.ask_to_apply(number, Mode.ALL, by=by)
    seconds["bring in"] = timed(lambda: jobs.work([number]))
    done = queries.get_own(number, by)
    assert done.state is ImportState.APPLIED, (done.state, done.stopped_because, done.counts)
    seconds["COPY of the same rows"] = timed(_copy_again)
    with unit_of_work():
        service.ask_to_undo(number, by=by)
    seconds["undo"] = timed(lambda: jobs.work([number]))
    assert queries.get_own(number, by).state is ImportState.UNDONE
    return seconds


def timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _copy_again() -> None:
    """The rows of the import, out and into tables without indexes or rules, as fast as the database takes them."""
    driver = db.session.connection().connection.driver_connection
    assert driver is not None
    cursor = driver.cursor()
    for name in MADE_IN:
        with cursor.copy(f"COPY (SELECT t.* FROM {name} t) TO STDOUT") as out:
            rows = [bytes(piece) for piece in out]
        cursor.execute(f"CREATE TEMP TABLE again_{name} AS TABLE {name} WITH NO DATA")
        with cursor.copy(f"COPY again_{name} FROM STDIN") as into:
            for row in rows:
                into.write(row)
        cursor.execute(f"DROP TABLE again_{name}")
    db.session.rollback()


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        url = copies.make_database(addresses, "bench_imports")
        settings = copies.environment(addresses, url, Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        with application(settings) as app:
            with unit_of_work():
                account, _ = people.create_staff(
                    email="rosa@force.example", full_name="Rosa Quiet", password="correct horse battery staple",
                    grants=[Grant(Role.ADMINISTRATOR)], key=app.config["SETTINGS"].sealing_key,
                )  # fmt: skip
                by = Viewer(account.id, account.full_name, frozenset({Grant(Role.ADMINISTRATOR)}))
            print(f"| {ROWS:,} rows | read | check | bring in | together | plain COPY | ratio | undo |")
            print("|---|---|---|---|---|---|---|---|")
            for name, content in (("people.csv", as_csv(ROWS)), ("people.xlsx", as_xlsx(ROWS))):
                found = measure(content, name, by)
                whole = found["read"] + found["check"] + found["bring in"]
                steps = " | ".join(f"{found[step]:.1f} s" for step in ("read", "check", "bring in"))
                plain = found["COPY of the same rows"]
                print(
                    f"| {name} | {steps} | {whole:.1f} s | {plain:.2f} s | {whole / plain:.0f} "
                    f"| {found['undo']:.1f} s |"
                )
            assert db.session.query(Import).count() == 2


if __name__ == "__main__":
    main()
