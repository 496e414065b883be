"""What was typed, however odd, stands on every page and in every file as it was typed, and does nothing."""

import html
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.abuse.corpus import STRINGS
from tests.applications import (
    walk_community_speedwatch,
    walk_farm_watch,
    walk_neighbourhood_watch,
    walk_support_volunteers,
)
from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import ELIGIBLE, TYPED
from tests.applications.walks import Walk, start_application, submit
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from volunteers.applications.models import Application
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.permissions import Role

WALKS = {
    "Specials": Walk("special-constabulary", ELIGIBLE, TYPED),
    "support": walk_support_volunteers.GROOM,
    "a watch": walk_neighbourhood_watch.STARTING,
    "a farm": walk_farm_watch.FARM,
    "SpeedWatch": walk_community_speedwatch.STARTING,
}
# Short enough for most boxes, and on one line: what is refused is shown by the forms' own tests.
FIT = [one for one in STRINGS if 0 < len(one.strip()) <= 100 and len(one.splitlines()) == 1]


def text_boxes(page: str) -> list[str]:
    """The names of the fields of a page that take text."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    lines = [field for field in tree.iter("input") if field.get("type", "text") in {"text", "tel", "email"}]
    return [str(field.get("name")) for field in [*lines, *tree.iter("textarea")]]


def wrong_fields(page: str) -> set[str]:
    """The fields that the error summary leads to."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    links = [str(link.get("href")) for link in tree.iter("a")]
    return {link[1:] for link in links if link.startswith("#")}


def type_oddly(client: FlaskClient, address: str, typed: Mapping[str, Any], odd: Iterator[str]) -> list[str]:
    """Fill a page in with odd strings wherever it takes them; which of them it took."""
    page = client.get(address).get_data(as_text=True)
    boxes = [name for name in text_boxes(page) if isinstance(typed.get(name), str) and typed[name]]
    taken = {name: next(odd) for name in boxes}
    for _ in range(4):
        answer = client.post(address, data=sent_form(page, **{**typed, **taken}))
        if answer.status_code == 303:
            return list(taken.values())
        assert answer.status_code == 200
        refused = wrong_fields(answer.get_data(as_text=True))
        taken = {name: said for name, said in taken.items() if name not in refused}
    raise AssertionError((address, taken))


def shown(taken: list[str], page: str) -> list[str]:
    """Which strings do not stand on a page as they were typed."""
    plain = html.unescape(page) if page.startswith("<!DOCTYPE html>") else page
    kept = [unicodedata.normalize("NFC", one).strip() for one in taken]
    return [one for one in kept if one not in plain]


# The longest form is given every string, the others each a part of them.
TURNS = [("Specials", start) for start in range(0, len(FIT), 40)] + [
    (walk, 40 * turn) for turn, walk in enumerate(WALKS) if walk != "Specials"
]


@pytest.mark.parametrize(("walk", "start"), TURNS)
def test_it_stands_everywhere_as_it_was_typed(client: FlaskClient, session: Session, walk: str, start: int) -> None:
    way = WALKS[walk]
    odd = iter([*FIT[start:], *FIT])
    account = an_applicant()
    signed_in(client, account)
    draft = start_application(client, way)
    taken = []
    for page, typed in way.typed.items():
        said = type_oddly(client, f"{draft}/{page}", typed, odd)
        assert shown(said, client.get(f"{draft}/{page}").get_data(as_text=True)) == []
        taken += said
    assert len(taken) > 3
    assert shown(taken, client.get(f"{draft}/check-answers").get_data(as_text=True)) == []
    assert submit(client, draft).status_code == 303
    for page in ("", "/confirmation"):
        assert client.get(draft + page).status_code == 200
    for page in ("/answers", "/answers.txt"):
        assert shown(taken, client.get(draft + page).get_data(as_text=True)) == []
    signed_in(client, an_account(Role.COORDINATOR))
    made = session.scalars(select(Application)).one()
    assert shown(taken, client.get(f"/staff/applications/{made.reference}").get_data(as_text=True)) == []
    for listed in ("/staff/applications", "/staff/history"):
        assert client.get(listed).status_code in (200, 403)


PEOPLE = (
    "X", "Ng", "O'Neill", "D’Arcy", "Suharto", "陈", "José María de la Cruz y Núñez", "x" * 200, "ß", "van 't Hooft",
    "Null",
    "Åsa", "Nguyễn Thị Minh Khai", "İpek", "محمد", "Ⅷ", "Seán Óg", "-", "'", "1", "null", "Test", "<b>Bob</b>",
)  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE)
def test_people_have_the_names_they_have(client: FlaskClient, session: Session, name: str) -> None:
    made = an_application(account=an_applicant(), stage="draft")
    signed_in(client, made.account)
    page = f"/my-applications/{made.reference}/name"
    typed = {"first_name": "", "last_name": name, "previous_names": name, "preferred_name": ""}
    answer = client.post(page, data=sent_form(client.get(page).get_data(as_text=True), **typed))
    assert answer.status_code == 303
    session.expire_all()
    assert (made.last_name, made.first_name) == (name, "")
    assert submit(client, f"/my-applications/{made.reference}").status_code == 303
    assert shown([name], client.get(f"/my-applications/{made.reference}/answers").get_data(as_text=True)) == []
    (message,) = session.scalars(select(Message).where(Message.kind == "application_submitted"))
    composed = compose(message)
    assert len(composed.subject.splitlines()) == 1
    assert composed.msgId == f"<{message.message_id}@localhost>"
    signed_in(client, an_account(Role.COORDINATOR))
    assert shown([name], client.get("/staff/applications").get_data(as_text=True)) == []
    found = client.get(f"/staff/applications/{made.reference}").get_data(as_text=True)
    assert shown([name], found) == []
