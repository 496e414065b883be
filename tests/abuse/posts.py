"""Every page of the public service that takes a post: how to come to it, and something good to send."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.applications.builders import an_applicant, an_application
from tests.applications.test_recorded import ASKED
from tests.applications.walk import TYPED, answer_eligibility, send
from tests.applications.walk_cadets import GUARDIAN, MORE
from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_form, a_night
from tests.documents.builders import a_document
from tests.documents.files import a_pdf
from tests.guardians.builders import a_cadet, a_confirmed_guardian, a_guardian, a_yes
from tests.guardians.test_pages import ANSWERS, HEALTH
from tests.mobilisation.builders import a_call, link_of
from tests.openings.builders import an_interest
from tests.people.builders import SPECIALS, a_volunteer, an_account, signed_in
from tests.people.staff import PASSWORD, Staff
from tests.references.builders import a_link, a_waiting_application, an_asked_referee, good_answers, named
from volunteers.applications.models import Application
from volunteers.cadet_units.rules import PermissionState
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import LinkPurpose, SignIn
from volunteers.people.service import begin_sign_in, make_link
from volunteers.permissions import Grant, Role
from volunteers.references import service as references


@dataclass(frozen=True)
class Post:
    """Where to send, and what beside the page's own hidden fields; ``files`` are made anew for each sending."""

    address: str
    typed: dict[str, Any] = field(default_factory=dict)
    page: str = ""  # where the form stands, if not at the address itself
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def sent(self, hidden: dict[str, Any]) -> dict[str, Any]:
        return {**hidden, **self.typed, **{name: (BytesIO(what), said) for name, (what, said) in self.files.items()}}


def _own(client: FlaskClient, below: str = "", **more: Any) -> str:
    """An address below one's own application."""
    made = an_application(**{"account": an_applicant(), **more})
    return _signed_in_to(client, made, below)


def _signed_in_to(client: FlaskClient, made: Application, below: str) -> str:
    signed_in(client, made.account)
    return f"/my-applications/{made.reference}{below}"


def _draft(client: FlaskClient, below: str = "") -> str:
    return _own(client, below, stage="draft")


def _record(client: FlaskClient) -> Post:
    signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "bristol")]))
    return Post("/staff/record/special-constabulary", ASKED)


def _recorded(client: FlaskClient, below: str) -> str:
    """An address below an application that a coordinator writes down."""
    asked = _record(client)
    return send(client, asked.address, **asked.typed).headers["Location"].removesuffix("/form") + below


def _start(client: FlaskClient) -> Post:
    signed_in(client, an_applicant())
    answer_eligibility(client)
    return Post("/apply/special-constabulary/start")


def _guardian(below: str, typed: dict[str, Any] | None = None, *, agreed: bool = False) -> Post:
    guardian = a_guardian()
    if agreed:
        a_yes(guardian)
    link = make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=timedelta(days=3))
    return Post(f"/guardian/{link}{below}", typed or {})


def _health(client: FlaskClient) -> Post:
    guardian = a_confirmed_guardian(a_cadet("paperwork"))
    return Post(f"/guardian/{make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=timedelta(days=3))}/health", HEALTH)


def _new_link(client: FlaskClient) -> Post:
    return Post("/guardian", {"email": a_guardian().email})


def _code_of(kind: str) -> str:
    newest = select(Message.particulars).where(Message.kind == kind).order_by(Message.id.desc())
    return str(db.session.scalars(newest).first()["code"])  # type: ignore[index]


def _new_address(client: FlaskClient) -> Post:
    _own(client)
    return Post("/my-address", {"email": "countess@example.com"})


def _confirm_address(client: FlaskClient) -> Post:
    first = _new_address(client)
    send(client, first.address, **first.typed)
    return Post("/my-address/code", {"code": _code_of("new_address_requested")})


def _mobile(client: FlaskClient) -> Post:
    _own(client)
    return Post("/my-mobile", {"mobile": "07700 900123"})


def _message_choices(client: FlaskClient) -> Post:
    signed_in(client, a_volunteer().account)
    ways = dict.fromkeys(("my_duties", "reminders", "offers", "new_duties"), "usual")
    return Post("/my-messages/choices", {**ways, "my_duties": "daily", "hours": "48", "begins": "22", "ends": "7"})


def _confirm_mobile(client: FlaskClient) -> Post:
    first = _mobile(client)
    send(client, first.address, **first.typed)
    return Post("/my-mobile/code", {"code": _code_of("mobile_given")})


def _stop_texts(client: FlaskClient) -> Post:
    first = _confirm_mobile(client)
    send(client, first.address, **first.typed)
    return Post("/my-mobile/stop", {}, page="/my-mobile")


def _enter_code(client: FlaskClient) -> Post:
    send(client, "/sign-in", email="ada@example.com")
    return Post("/sign-in/code", {"code": _code_of("sign_in_code_requested")})


def _remove_document(client: FlaskClient) -> Post:
    made = an_application()
    page = _signed_in_to(client, made, "/documents")
    return Post(f"{page}/{a_document(made).id}/remove")


def _equality(client: FlaskClient, below: str, typed: dict[str, Any] | None = None) -> Post:
    page = _own(client, "/equality")
    if below == "/delete":
        send(client, f"{page}/sex", answer="female")
    return Post(page + below, typed or {})


def _own_guardian(client: FlaskClient, below: str = "", typed: dict[str, Any] | None = None) -> Post:
    made = a_cadet(account=an_applicant(email="sam@gmail.com"))
    made.answers = {"guardian": GUARDIAN}
    guardian = a_guardian(made)
    if below:
        a_yes(guardian, take_part=False)
    return Post(_signed_in_to(client, made, f"/parent-or-guardian{below}"), typed or {})


def _change_referee(client: FlaskClient) -> Post:
    made = a_waiting_application(account=an_applicant())
    referee = an_asked_referee(made)
    return Post(_signed_in_to(client, made, f"/references/{referee.id}"), _named_anew())


def _name_referee(client: FlaskClient) -> Post:
    return Post(_own(client, "/references/new", stage="pre_employment_checks"), _named_anew())


def _named_anew() -> dict[str, Any]:
    return named(name="Mary Somerville", email="mary@work.example")


def _end_sign_in(client: FlaskClient) -> Post:
    account = an_applicant()
    begin_sign_in(account.id, lasts=timedelta(hours=1))
    (other,) = db.session.scalars(select(SignIn.id).where(SignIn.account_id == account.id))
    signed_in(client, account)
    return Post(f"/my-sign-ins/{other}/end", page="/my-sign-ins")


def _end_others(client: FlaskClient) -> Post:
    return replace(_end_sign_in(client), address="/my-sign-ins/end-others")


def _sign_out(client: FlaskClient) -> Post:
    _end_sign_in(client)
    return Post("/sign-out")


def _remove_interest(client: FlaskClient) -> Post:
    link = make_link(LinkPurpose.INTEREST, an_interest().id, lasts=timedelta(days=3))
    return Post(f"/opportunities/interest/remove/{link}")


def _more(client: FlaskClient) -> Post:
    made = a_cadet("application", account=an_applicant(email="sam@gmail.com"))
    made.answers = {"guardian": GUARDIAN, "name": TYPED["name"], "date-of-birth": {"birth_date": "2012-01-01"}}
    a_confirmed_guardian(made)
    page = _signed_in_to(client, made, "")
    for question, typed in MORE.items():
        assert send(client, f"{page}/{question}", **typed).status_code == 303, question
    return Post(f"{page}/more")


def _check_reference(client: FlaskClient) -> Post:
    referee = an_asked_referee()
    references.keep_page(referee.id, good_answers(referee))
    return Post(f"{a_link(referee)}/check", {"true": "y"})


def _staff_sign_in(client: FlaskClient) -> Post:
    staff = Staff(client)
    return Post("/staff/sign-in", {"email": staff.email, "password": PASSWORD, "code": staff.code()})


def _can_you_come(_client: FlaskClient) -> Post:
    volunteer = a_volunteer()
    return Post(f"/can-you-come/{link_of(a_call(), volunteer)}", {"answer": "30"})


def _own_call(client: FlaskClient) -> Post:
    volunteer = a_volunteer()
    signed_in(client, volunteer.account)
    return Post(f"/my-duties/calls/{a_call().id}", {"answer": "no"})


def _event_form(below: str = "", typed: dict[str, Any] | None = None, *, state: PermissionState) -> Post:
    sign_up, guardian = a_cadet_on(a_night(a_cadet_unit(), days=7), "Ana")
    form = a_form(sign_up, state, guardian_id=guardian.id if guardian else None)
    link = make_link(LinkPurpose.EVENT_PERMISSION, form.id, lasts=timedelta(days=3))
    return Post(f"/event-form/{link}{below}", typed or {})


NO_PICTURES = {"photographs": "no"}
PHONE = {"phone": "01632 960 123"}
ITEM = TYPED["activities/1"]
HOW = {
    "capacity": "I was their manager", "known_for": "4 years", "dates": "2019 until now", "family": "no",
}  # fmt: skip
NEW_GUARDIAN = {**GUARDIAN, "name": "Al Tiller", "email": "al@example.org", "relation": "father"}
TAKES_PART = {
    "takes_part": "yes", "go_home": "no", "photographs": "no", "health_new": "no", "contact_name": "Jo",
    "contact_phone": "07700 900123",
}  # fmt: skip

# By endpoint. Each makes what it needs and signs in whoever may send it.
POSTS: dict[str, Callable[[FlaskClient], Post]] = {
    "applications.start": _start,
    "applications.question": lambda client: Post(_draft(client, "/contact"), PHONE),
    "applications.item": lambda client: Post(_draft(client, "/activities/1"), ITEM),
    "applications.remove_item": lambda client: Post(_draft(client, "/activities/1/remove")),
    "applications.check_answers": lambda client: Post(_draft(client, "/check-answers"), {"declared": "y"}),
    "applications.more": _more,
    "applications.correct": lambda client: Post(_own(client, "/correct/contact"), PHONE),
    "applications.withdraw": lambda client: Post(_own(client, "/withdraw"), {"reason": "no_time"}),
    "applications.add_document": lambda client: Post(
        _own(client, "/documents/add/identity"), files={"file": (a_pdf(), "passport.pdf")}
    ),
    "applications.remove_document": _remove_document,
    "applications.equality_question": lambda client: _equality(client, "/sex", {"answer": "female"}),
    "applications.equality_delete": lambda client: _equality(client, "/delete"),
    "applications.own_guardian": _own_guardian,
    "applications.change_guardian": lambda client: _own_guardian(client, "/change", NEW_GUARDIAN),
    "applications.name_referee": _name_referee,
    "applications.change_referee": _change_referee,
    "people.message_choices": _message_choices,
    "people.mobile": _mobile,
    "people.confirm_mobile": _confirm_mobile,
    "people.stop_texts": _stop_texts,
    "applications.new_address": _new_address,
    "applications.confirm_address": _confirm_address,
    "applications.guardian_new_link": _new_link,
    "applications.guardian_consent": lambda client: _guardian("/consent", ANSWERS),
    "applications.guardian_purpose": lambda client: _guardian(
        "/consent/photographs", {"photographs": "no"}, agreed=True
    ),
    "applications.guardian_health": _health,
    "applications.guardian_not_me": lambda client: _guardian("/not-me"),
    "applications.record": _record,
    "applications.recorded_question": lambda client: Post(_recorded(client, "/form/contact"), PHONE),
    "applications.recorded_item": lambda client: Post(_recorded(client, "/form/activities/1"), ITEM),
    "openings.interest": lambda client: Post("/opportunities/interest/cadets", {"email": "jo@example.org"}),
    "openings.remove_interest": _remove_interest,
    "references.cannot": lambda client: Post(f"{a_link(an_asked_referee())}/cannot", {"reason": "rather_not"}),
    "references.page": lambda client: Post(f"{a_link(an_asked_referee())}/page/how-you-know-them", HOW),
    "references.check": _check_reference,
    "people.sign_in": lambda client: Post("/sign-in", {"email": "ada@example.com"}),
    "people.enter_code": _enter_code,
    "people.sign_out": _sign_out,
    "people.end_sign_in": _end_sign_in,
    "people.end_other_sign_ins": _end_others,
    "people.staff_sign_in": _staff_sign_in,
    "mobilisation.can_you_come": _can_you_come,
    "mobilisation.own_call": _own_call,
    "cadet_units.event_form": lambda client: _event_form(typed=TAKES_PART, state=PermissionState.ASKED),
    "cadet_units.withdraw_form": lambda client: _event_form("/withdraw", state=PermissionState.GIVEN),
}
# These change nothing that is stored, or are other pages of the same views.
CHANGE_NOTHING = {
    "applications.eligibility": "the answer is kept in the visitor's own cookie",
    "applications.equality": "leads to the first question, or away",
    "applications.recorded_remove_item": "as applications.remove_item",
    "applications.recorded_check_answers": "as applications.check_answers",
    "applications.recorded_application": "as applications.more",
    "people.first_sign_in": "tests/people/test_first_sign_in.py sends it twice and without its token",
}
