"""Own words, from being written to being sent: versions, strands, two people at once, mail that always goes out."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.notifications.builders import own_words
from tests.notifications.catcher import Catcher, catching
from tests.people.builders import a_viewer
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.notifications import jobs, service
from volunteers.notifications.models import Message, MessageTemplate
from volunteers.notifications.queries.templates import find_in_force, list_kinds, list_versions
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.own_words import OwnWords
from volunteers.notifications.service.templates import withdraw_template, write_template
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

MOVED, SPECIALS, CADETS = "application_moved", "special_constabulary", "cadets"
NEWS = {"name": "Sam", "reference": "SC-1", "strand": "Special Constabulary"}
WORDS = OwnWords("Own news", "Hello ((name)): ((link))")


@pytest.fixture
def catcher(app: Flask) -> Iterator[Catcher]:
    settings = app.extensions["mail"]
    with catching() as found:
        before, settings.port = settings.port, found.port
        yield found
        settings.port = before


def send(catcher: Catcher, kind: MessageKind = MessageKind.APPLICATION_MOVED, **changes: Any) -> tuple[Message, Any]:
    message = service.notify(kind, **{"to": "jo@example.org", "of_strand": SPECIALS, **NEWS, **changes})
    jobs.deliver([message.id])
    return message, catcher.messages[-1]


def test_a_strands_words_come_before_those_for_all_and_these_before_the_built_in(
    catcher: Catcher, session: Session
) -> None:
    assert send(catcher)[1]["Subject"] == "News about your application SC-1"
    own_words(subject="For all: ((reference))")
    assert send(catcher)[1]["Subject"] == "For all: SC-1"
    own_words(strand=SPECIALS, subject="For Specials")
    assert send(catcher)[1]["Subject"] == "For Specials"
    assert send(catcher, of_strand=CADETS)[1]["Subject"] == "For all: SC-1"
    assert send(catcher, of_strand=None)[1]["Subject"] == "For all: SC-1"
    by = a_viewer(Role.ADMINISTRATOR)
    withdraw_template(MOVED, SPECIALS, seen=1, by=by)
    assert send(catcher)[1]["Subject"] == "For all: SC-1"
    withdraw_template(MOVED, None, seen=1, by=by)
    assert send(catcher)[1]["Subject"] == "News about your application SC-1"


def test_a_mail_in_own_words_is_filled_in_and_kept_as_it_was_sent(catcher: Catcher, session: Session) -> None:
    own_words(subject="News, ((name))", body="Hello ((name))\n\n((link))\n((force))")
    message, mail = send(catcher, name="Jo ((link))")
    body = "Hello Jo ((link))\n\nhttp://localhost/my-applications/SC-1\nAvon and Somerset Police"
    assert mail["Subject"] == "News, Jo ((link))"
    assert mail.get_content().replace("\r\n", "\n") == body + "\n"
    assert (message.sent_subject, message.sent_body) == ("News, Jo ((link))", body)


def test_of_a_code_nothing_is_kept(catcher: Catcher, session: Session) -> None:
    own_words("sign_in_code_requested", subject="Your code", body="It is ((code))")
    message, mail = send(catcher, MessageKind.SIGN_IN_CODE_REQUESTED, way="code", code="123456")
    assert mail.get_content().strip() == "It is 123456"
    assert (message.sent_subject, message.sent_body) == (None, None)


def test_whoever_gets_no_code_reads_the_built_in_words(catcher: Catcher, session: Session) -> None:
    own_words("sign_in_code_requested", subject="Your code", body="It is ((code))")
    assert "staff/sign-in" in send(catcher, MessageKind.SIGN_IN_CODE_REQUESTED, way="staff", code="")[1].get_content()


def test_a_copy_for_a_guardian_has_the_words_the_young_person_got(catcher: Catcher, session: Session) -> None:
    own_words(strand=CADETS, subject="Own news", body="Own words for ((name)): ((link))")
    _, mail = send(
        catcher, MessageKind.GUARDIAN_COPIED, of_strand=CADETS, original=MOVED, guardian="Al", young_person="Sam T"
    )
    assert "Own news\n\nOwn words for Sam: http" in mail.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("changes", [{"body": "((gone)) ((link))"}, {"subject": "((gone))"}, {"text": "((gone))"}])
def test_broken_words_never_stop_a_mail(
    catcher: Catcher, session: Session, caplog: pytest.LogCaptureFixture, changes: dict[str, str]
) -> None:
    """As when a later release of the service no longer knows a name."""
    own_words()
    session.execute(update(MessageTemplate).values(**changes))
    with caplog.at_level(logging.INFO):
        assert send(catcher)[1]["Subject"] == "News about your application SC-1"
    assert "(gone)" in caplog.text


@pytest.mark.parametrize("value", ["\r\nBcc: all@example.org", "x\nX-Evil: 1", "a\x0bb\x00c", "\u2028X-Evil: 1"])
def test_nothing_filled_in_makes_a_header(catcher: Catcher, session: Session, value: str) -> None:
    _, plain = send(catcher)
    own_words(subject="For ((name))")
    _, mail = send(catcher, name=value.replace("\x00", ""))
    assert set(mail.keys()) == set(plain.keys())
    assert mail["Subject"].startswith("For ")
    assert mail["To"] == "jo@example.org"
    assert [len(seen.get_all("Subject")) for seen in catcher.messages] == [1, 1]


def test_each_save_is_a_version_and_the_same_words_are_none(session: Session) -> None:
    first = own_words()
    assert own_words().id == first.id
    second = own_words(body="Other ((link))")
    assert [(each.number, each.body) for each in list_versions(MOVED, None)] == [
        (2, "Other ((link))"), (1, "Hello ((name))\n\n((link))"),
    ]  # fmt: skip
    assert second.written_by == "Sam Carter"


def test_what_is_given_up_stays_to_be_read_and_can_be_written_again(session: Session) -> None:
    by = a_viewer(Role.ADMINISTRATOR)
    own_words()
    withdraw_template(MOVED, None, seen=1, by=by)
    assert find_in_force(MOVED, None) is None
    with pytest.raises(Conflict):
        withdraw_template(MOVED, None, seen=2, by=by)
    assert own_words().number == 3
    assert find_in_force(MOVED, SPECIALS) is not None


def test_whoever_saw_an_older_version_is_told_and_nothing_is_written(session: Session) -> None:
    own_words()
    by = a_viewer(Role.ADMINISTRATOR)
    for seen in (0, 2, -1):
        with pytest.raises(Conflict):
            write_template(MOVED, None, WORDS, seen=seen, by=by)
        with pytest.raises(Conflict):
            withdraw_template(MOVED, None, seen=seen, by=by)
    assert len(list_versions(MOVED, None)) == 1


def test_two_at_the_same_moment_are_kept_apart_by_the_database(session: Session) -> None:
    own_words()
    session.commit()
    twin = {"kind": MOVED, "strand": None, "number": 1, "subject": "x", "body": "y", "written_by": "z"}
    first = session.scalars(select(MessageTemplate)).one()
    with pytest.raises(Conflict, match="just changed these words"), unit_of_work():
        db.session.add(
            MessageTemplate(**twin, written_by_id=first.written_by_id, written_at=first.written_at, is_withdrawn=False)
        )


def test_unfit_words_are_refused_with_every_reason(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        write_template(
            "guardian_asked", None, OwnWords("a\nb", "((nmae))"), seen=0, by=a_viewer(Role.ADMINISTRATOR)
        )  # fmt: skip
    assert [each.code for each in refused.value.refusals] == ["line_break", "unknown"]
    assert list_versions("guardian_asked", None) == []


@pytest.mark.parametrize(
    ("kind", "strand"), [("nothing", None), ("sign_in_code_requested", SPECIALS), ("guardian_asked", SPECIALS)]
)
def test_there_are_no_words_for_what_is_not_sent(session: Session, kind: str, strand: str | None) -> None:
    with pytest.raises(NotFound):
        write_template(kind, strand, WORDS, seen=0, by=a_viewer(Role.ADMINISTRATOR))


def test_every_change_is_in_the_history(session: Session) -> None:
    by = a_viewer(Role.ADMINISTRATOR)
    with unit_of_work():
        own_words(strand=SPECIALS, by=by)
        withdraw_template(MOVED, SPECIALS, seen=1, by=by)
    rows = session.scalars(select(HistoryEntry).where(HistoryEntry.subject == "message_template")).all()
    assert [(row.act, row.details["kind"], row.details["strand"], row.details["number"]) for row in rows] == [
        ("message_words_written", MOVED, SPECIALS, 1),
        ("message_words_withdrawn", MOVED, SPECIALS, 2),
    ]


def test_the_list_says_which_strands_have_own_words(session: Session) -> None:
    own_words(strand=CADETS)
    own_words()
    own_words("case_given", body="((link))")
    withdraw_template("case_given", None, seen=1, by=a_viewer(Role.ADMINISTRATOR))
    own = {line.kind.code: line.own for _, lines in list_kinds(only_own=True) for line in lines}
    assert own == {MOVED: (None, CADETS)}
    assert [line.kind.code for _, lines in list_kinds(search="New LINK") for line in lines] == ["guardian_link"]
