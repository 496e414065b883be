"""That a file is read stands in the history before anything of it is shown; when it cannot, nothing is (threat T18)."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.people.builders import an_account, as_viewer, signed_in
from tests.vetting.builders import a_taken_case, an_officer, open_it, to_be_vetted
from volunteers.history.models import HistoryEntry
from volunteers.history.queries import find_first_broken
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting.models import VettingOpening

REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the history is full'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON history_entries FOR EACH ROW EXECUTE FUNCTION refuse();
"""
TAKE_AWAY = "ALTER TABLE history_entries RENAME TO history_elsewhere"
BREAK = "ALTER TABLE history_entries ADD CONSTRAINT none_now CHECK (act <> 'vetting_file_read') NOT VALID"


def reads(session: Session) -> int:
    return len(session.scalars(select(HistoryEntry).where(HistoryEntry.act == "vetting_file_read")).all())


def test_every_read_of_the_file_is_one_entry(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.VETTING_OFFICER)
    case = a_taken_case(as_viewer(account))
    browser = signed_in(client, account)
    for number, part in enumerate(("", "", "/outcome"), 1):
        assert browser.get(f"/staff/vetting/{case.id}{part}").status_code == 200
        assert reads(session) == number
    assert find_first_broken() is None


def test_what_is_not_shown_is_not_said_to_be_read(client: FlaskClient, session: Session) -> None:
    officer = an_officer()
    case = a_taken_case(officer)
    browser = signed_in(client, an_account(Role.VETTING_OFFICER))
    assert browser.get(f"/staff/vetting/{case.id}").status_code == 404
    assert reads(session) == 0


@pytest.mark.parametrize("fault", [REFUSE, TAKE_AWAY, BREAK])
@pytest.mark.parametrize("part", ["", "/outcome"])
def test_with_the_history_failing_the_page_is_503_and_says_nothing(
    client: FlaskClient, session: Session, fault: str, part: str
) -> None:
    account = an_account(Role.VETTING_OFFICER)
    case = a_taken_case(as_viewer(account), to_be_vetted(first_name="Tamsin", last_name="Trewin"))
    browser = signed_in(client, account)
    address = f"/staff/vetting/{case.id}{part}"
    assert "Trewin" in browser.get(address).get_data(as_text=True)
    session.execute(text(fault))
    answer = browser.get(address)
    assert answer.status_code == 503
    assert "Trewin" not in answer.get_data(as_text=True)
    assert "convicted" not in answer.get_data(as_text=True)


def test_nor_can_it_be_opened_without_the_history(client: FlaskClient, session: Session) -> None:
    officer = an_officer()
    case = a_taken_case(officer, opened=False)
    session.commit()
    session.execute(text(BREAK.replace("vetting_file_read", "vetting_file_opened")))
    with pytest.raises(IntegrityError, match="none_now"), unit_of_work():
        open_it(case, officer)
    assert session.scalars(select(VettingOpening)).all() == []
