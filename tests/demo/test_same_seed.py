"""The same seed and day make the same force, row for row."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.demo.conftest import an_empty_copy
from volunteers.extensions import Base, db
from volunteers.local.servers import Addresses

# Passwords and secrets are random on purpose; these moments and seals are of the making, not of what was made.
OF_THE_MAKING = {
    "accounts": "email NOT LIKE '%@avonandsomerset.example'",
    "history_entries": "act NOT IN ('staff_account_created', 'occupations_taken_over', 'document_added') "
    "AND act NOT LIKE 'pipeline_%' AND act NOT LIKE 'release_%' AND act NOT LIKE 'import_%' "
    "AND act <> 'decision_proposed'",
    "figure_runs": "false",
    "counted_quarters": "false",
}
# What is sealed reads otherwise each time, whatever it says, and what names nobody is named by chance.
NAMED_BY_CHANCE = "CASE WHEN tableoid = 'equality_answers'::regclass THEN 'token' ELSE '' END"
PLAINLY = f"(to_jsonb(t) - 'sealed' - 'frozen' - {NAMED_BY_CHANCE})::text"
NOT_TABLES_OF_THE_SEED = {"messages", "sign_ins", "sign_in_codes", "form_receipts"}


def _digest(addresses: Addresses, template: str, folder: Path, number: int) -> str:
    with an_empty_copy(addresses, template, f"same_{number}", folder) as app:
        seed = ["demo", "seed", "--seed", str(number // 10), "--volunteers", "20", "--years", "1"]
        result = app.test_cli_runner().invoke(args=[*seed, "--today", "2026-06-15"])
        assert result.exit_code == 0, result.output
        said = hashlib.sha256()
        with app.app_context():
            for table in sorted(set(Base.metadata.tables) - NOT_TABLES_OF_THE_SEED):
                rows = text(f"SELECT {PLAINLY} FROM {table} t WHERE {OF_THE_MAKING.get(table, 'true')} ORDER BY 1")  # noqa: S608
                for row in db.session.scalars(rows):
                    said.update(f"{table}{row}\n".encode())
        return said.hexdigest()


@pytest.mark.parametrize(("one", "other", "is_same"), [(10, 11, True), (20, 30, False)])
def test_the_digest_of_every_table(
    addresses: Addresses, template_database: str, tmp_path: Path, one: int, other: int, is_same: bool
) -> None:
    digests = [_digest(addresses, template_database, tmp_path, number) for number in (one, other)]
    assert (digests[0] == digests[1]) is is_same
