"""What becomes of a message by what its receiver chose, and how they choose."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.guardians.builders import a_cadet, a_confirmed_guardian
from tests.notifications.builders import a_letter
from tests.notifications.choosing import AFTERNOON, EVENING, LATE, MORNING, NIGHT, a_place, an_alert, chose, texts_to
from tests.people.builders import a_volunteer, an_account, as_viewer, signed_in
from tests.rosters.builders import a_duty
from volunteers.errors import Conflict, Refused
from volunteers.extensions import db
from volunteers.notifications import queries, service
from volunteers.notifications.models import Message, MessageChoices, MessageState
from volunteers.notifications.queries.choices import find_choices, forget_choices, reminder_hours
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.choices import GROUPS, Choices, Way
from volunteers.notifications.rules.quiet import Quiet
from volunteers.notifications.service.choosing import choose, leave_group
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role
from volunteers.rosters.service.telling import particulars_of

MOBILE = "+447700900123"
HELD, UNWANTED, TEXTED, PENDING = (
    MessageState.HELD,
    MessageState.UNWANTED,
    MessageState.TEXTED,
    MessageState.PENDING,
)


@pytest.fixture
def account(session: Session) -> Account:
    """A volunteer who gave a mobile number."""
    return an_account(Role.VOLUNTEER, mobile=MOBILE)


@pytest.fixture
def afternoon() -> Iterator[None]:
    with time_machine.travel(AFTERNOON, tick=False):
        yield


@pytest.fixture
def statements(session: Session) -> Iterator[list[str]]:
    """Every statement that reads choices."""
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM message_choices" in statement:
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("afternoon")
class TestWays:
    @pytest.mark.parametrize(
        ("way", "mail", "texts"),
        [
            (Way.USUAL, PENDING, 0),
            (Way.EMAIL, PENDING, 0),
            (Way.TEXT, TEXTED, 1),
            (Way.BOTH, PENDING, 1),
            (Way.DAILY, HELD, 0),
        ],
    )
    def test_a_message_goes_the_way_that_was_chosen(
        self, account: Account, way: Way, mail: MessageState, texts: int
    ) -> None:
        chose(account, my_duties=way)
        message = a_place(account)
        assert message.state is mail
        assert message.due_at == (EVENING if way is Way.DAILY else AFTERNOON)
        assert [text.state for text in texts_to(account)] == [PENDING] * texts

    def test_what_was_not_wanted_is_kept_and_goes_nowhere(self, account: Account) -> None:
        chose(account, staff_alerts=Way.OFF)
        message = an_alert(account)
        assert message.state is UNWANTED
        assert texts_to(account) == []
        assert list(queries.list_due()) == []
        assert service.claim(message.id) is None

    def test_a_text_alone_becomes_a_mail_while_there_is_no_number(self, session: Session) -> None:
        without = an_account(Role.VOLUNTEER)
        chose(without, my_duties=Way.TEXT)
        assert a_place(without).state is PENDING

    def test_a_text_of_a_kind_without_words_for_one_says_that_there_is_news(self, app: Flask, account: Account) -> None:
        chose(account, my_duties=Way.TEXT)
        a_place(account)
        (text,) = texts_to(account)
        said = words_of(text, app.jinja_env, app.config["SERVICE"]).text or ""
        assert "There is news of your duties." in said
        assert f"{app.config['SERVICE']['url']}/my-messages" in said
        assert "Harbour" not in said

    def test_what_is_essential_goes_by_mail_whatever_was_chosen(self, account: Account) -> None:
        chose(account, staff_alerts=Way.OFF, new_duties=Way.OFF, my_duties=Way.DAILY, offers=Way.TEXT)
        assert a_letter(account.id).state is PENDING
        assert len(texts_to(account)) == 1

    def test_whoever_has_no_mail_is_told_by_hand_unless_they_want_nothing(self, session: Session) -> None:
        account = an_account(Role.VOLUNTEER, email="1234@no-mail.invalid")
        chose(account, my_duties=Way.DAILY, staff_alerts=Way.OFF)
        assert a_place(account).state is MessageState.BY_HAND
        assert an_alert(account).state is UNWANTED

    def test_what_waits_for_its_day_can_be_taken_back(self, account: Account) -> None:
        chose(account, my_duties=Way.DAILY)
        message = a_place(account)
        assert service.stop([message.id]) == 1


class TestQuietHours:
    def test_mails_and_texts_wait_for_their_end(self, account: Account) -> None:
        with time_machine.travel(LATE, tick=False):
            chose(account, NIGHT, my_duties=Way.BOTH)
            message = a_place(account)
            (text,) = texts_to(account)
        assert [(each.state, each.due_at, each.is_quiet) for each in (message, text)] == [(PENDING, MORNING, True)] * 2
        with time_machine.travel(MORNING, tick=False):
            assert service.claim(message.id) is message

    @pytest.mark.parametrize(("hours", "is_held"), [(11, False), (13, True)])
    def test_what_is_said_of_a_duty_that_begins_soon_does_not_wait(
        self, account: Account, hours: int, is_held: bool
    ) -> None:
        with time_machine.travel(LATE, tick=False):
            chose(account, NIGHT)
            assert (a_place(account, starts_in=timedelta(hours=hours)).due_at > LATE) is is_held

    def test_what_is_said_of_a_duty_says_when_it_begins(self, session: Session) -> None:
        """Or it would never be held."""
        account, duty = an_account(Role.VOLUNTEER), a_duty(starts_at=LATE + timedelta(days=5))
        with time_machine.travel(LATE, tick=False):
            chose(account, NIGHT)
            message = service.notify(
                MessageKind.SIGNED_UP, to=account.email, account_id=account.id, expires_at=duty.ends_at, to_adult=True,
                post="Foot patrol", **particulars_of(duty),
            )  # fmt: skip
        assert (message.due_at, message.is_quiet) == (MORNING, True)
        assert "starts_at" not in message.particulars

    def test_what_is_held_for_another_reason_waits_for_both(self, account: Account) -> None:
        with time_machine.travel(LATE - timedelta(hours=1, minutes=5), tick=False):
            chose(account, NIGHT)
            message = a_letter(account.id, not_before=LATE)
        assert (message.due_at, message.is_quiet) == (MORNING, True)


class TestCadets:
    @pytest.mark.parametrize("way", [Way.DAILY, Way.TEXT, Way.BOTH])
    def test_the_guardians_copy_goes_at_once_whatever_was_chosen(self, session: Session, way: Way) -> None:
        case = a_cadet()
        guardian = a_confirmed_guardian(case)
        with time_machine.travel(LATE, tick=False):
            chose(case.account, NIGHT, my_duties=way)
            a_place(case.account)
        copy = session.scalars(select(Message).where(Message.kind == "guardian_copied")).one()
        assert (copy.to_address, copy.state, copy.due_at) == (guardian.email, PENDING, LATE)

    def test_also_of_what_the_cadet_did_not_want(self, session: Session) -> None:
        case = a_cadet()
        a_confirmed_guardian(case)
        chose(case.account, staff_alerts=Way.OFF)
        service.notify(
            MessageKind.RUNNING_OUT, to=case.account.email, account_id=case.account_id, total=1, counts=[[7, 1]]
        )
        assert [each.state for each in session.scalars(select(Message).order_by(Message.id))][-2:] == [
            UNWANTED,
            PENDING,
        ]


class TestReading:
    def test_a_message_reads_choices_once(self, account: Account, statements: list[str]) -> None:
        forget_choices()
        a_place(account)
        a_place(account)
        assert len(statements) == 1

    def test_many_messages_read_them_a_handful_of_times(self, session: Session, statements: list[str]) -> None:
        people = [an_account(Role.VOLUNTEER) for _ in range(12)]
        for person in people[::2]:
            chose(person, staff_alerts=Way.OFF)
        statements.clear()
        states = [an_alert(person).state for person in people]
        assert states == [UNWANTED, PENDING] * 6
        assert len(statements) <= 4

    def test_reminders_are_when_each_chose(self, account: Account) -> None:
        never = an_account(Role.VOLUNTEER)
        chose(account, reminders=(2, 168))
        assert reminder_hours([account.id, never.id]) == {account.id: (168, 2), never.id: (24,)}
        assert reminder_hours([]) == {}


class TestChoosing:
    def test_every_group_has_a_column(self) -> None:
        assert set(GROUPS) <= {column.name for column in MessageChoices.__table__.columns}

    def test_what_is_chosen_counts_at_once_and_is_in_the_history(self, account: Account, session: Session) -> None:
        chose(account, NIGHT, my_duties=Way.BOTH, reminders=(48,))
        row = find_choices(account.id)
        assert row
        assert (row.chosen.quiet, row.my_duties, row.chosen.reminders, row.version) == (NIGHT, Way.BOTH, (48,), 1)
        assert row.offers is Way.USUAL

    def test_of_two_who_saw_the_same_the_second_is_told(self, account: Account) -> None:
        chose(account, my_duties=Way.BOTH)
        with pytest.raises(Conflict):
            choose(Choices({"my_duties": Way.EMAIL}), seen=0, by=as_viewer(account))

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            (Choices({"my_duties": Way.OFF}), "no_such_way"),
            (Choices({"essential": Way.OFF}), "no_such_way"),
            (Choices(quiet=Quiet(NIGHT.ends, NIGHT.begins)), "too_long"),
            (Choices(reminders=(3,)), "no_such_time"),
        ],
    )
    def test_what_no_page_offers_is_refused(self, account: Account, choices: Choices, code: str) -> None:
        with pytest.raises(Refused) as refused:
            choose(choices, seen=0, by=as_viewer(account))
        assert [refusal.code for refusal in refused.value.refusals] == [code]

    @pytest.mark.parametrize("wrong", [{"my_duties": Way.OFF}, {"offers": Way.DAILY}, {"quiet_begins": NIGHT.begins}])
    def test_the_table_keeps_nothing_else(self, account: Account, session: Session, wrong: dict[str, Any]) -> None:
        chose(account)
        row = find_choices(account.id)
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), session.begin_nested():
            session.flush()

    def test_a_group_is_left_once_and_the_others_stay(self, account: Account) -> None:
        chose(account, my_duties=Way.BOTH)
        assert leave_group(account.id, "new_duties")
        assert leave_group(account.id, "new_duties")
        row = find_choices(account.id)
        assert row
        assert (row.new_duties, row.my_duties, row.version) == (Way.OFF, Way.BOTH, 2)
        assert not leave_group(account.id, "my_duties")

    def test_whoever_never_chose_can_leave_too(self, account: Account) -> None:
        assert leave_group(account.id, "reminders")
        assert reminder_hours([account.id]) == {account.id: ()}


class TestStaff:
    @pytest.mark.usefixtures("afternoon")
    def test_they_see_that_it_waits_or_was_not_wanted(self, client: FlaskClient, session: Session) -> None:
        volunteer = a_volunteer()
        chose(volunteer.account, NIGHT, my_duties=Way.DAILY)
        waits = a_place(volunteer.account, to_adult=True)
        quiet = a_place(volunteer.account, to_adult=True)
        quiet.state, quiet.is_quiet = PENDING, True
        unwanted = a_place(volunteer.account, to_adult=True)
        unwanted.state = UNWANTED
        grant = Grant(Role.COORDINATOR, "special_constabulary", "somerset")
        browser = signed_in(client, an_account(grants=[grant]))
        page = " ".join(browser.get(f"/staff/volunteers/{volunteer.id}").get_data(as_text=True).split())
        assert "It waits for the e-mail that gathers the day’s news, as they chose." in page
        assert "It waits until the quiet hours they chose are over." in page
        assert "Not sent: they chose not to be told of such things." in page
        assert str(waits.id) in page
