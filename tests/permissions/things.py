"""One of everything, in Bristol: what the addresses of ``permissions.csv`` name in braces."""

from datetime import date, timedelta

from flask import current_app
from sqlalchemy import select

from tests.applications.builders import an_applicant, an_application
from tests.applications.walk_support_volunteers import REFEREES
from tests.appointments.builders import a_booking, a_session, an_invitation
from tests.bulk.builders import a_mailing, a_plan, chosen
from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_form, a_night
from tests.documents.builders import a_document
from tests.expenses.builders import a_claim, meals
from tests.farms import builders as farms
from tests.guardians.builders import a_cadet, a_confirmed_guardian
from tests.guardians.test_pages import HEALTH
from tests.hours.builders import hours_of
from tests.imports.builders import a_checked_import
from tests.mobilisation.builders import a_call, link_of
from tests.notifications.builders import a_letter
from tests.onboarding.builders import a_case, a_case_to_clear
from tests.onboarding.builders import declined as decided
from tests.onboarding.pipelines import a_proposal
from tests.openings.builders import a_unit, an_interest, an_opening
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from tests.people.serving import a_cadet as a_serving_cadet
from tests.people.serving import period_of
from tests.placements.builders import a_journey, a_placement_of
from tests.records.builders import a_kit_item, a_review, an_evidence
from tests.references.builders import a_given_reference, an_asked_referee
from tests.rosters.builders import a_duty, a_post, a_sign_up
from tests.rosters.coordinating import a_cover_rule, a_special, a_station
from tests.rosters.places_builders import a_handover, a_request, an_offer
from tests.rosters.planned import a_series, a_template, an_event
from tests.rosters.proposals import a_filling, a_proposed_place
from tests.speedwatch.builders import a_returned, a_scheme
from tests.strands.builders import an_occupation
from tests.trends.foreseen import a_scenario
from tests.trends.planned import a_plan_with_all
from tests.trends.releasing import a_made_up_release
from tests.vetting.builders import a_taken_case
from tests.watch_schemes import builders as watch
from volunteers import clock
from volunteers.applications import service as applications
from volunteers.applications.models import Application, Channel
from volunteers.appointments.models import SessionKind
from volunteers.attendance.rules.duty_codes import duty_token
from volunteers.bulk import service as bulk
from volunteers.cadet_units.rules import PermissionState
from volunteers.expenses import service as expenses
from volunteers.extensions import db
from volunteers.guardians import service as guardians
from volunteers.notifications.models import MessageState
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.leaving import leaving_token
from volunteers.notifications.service import notify
from volunteers.onboarding.service import assessments, notes, schemes, views
from volunteers.people.models import Account, LinkPurpose, ServicePeriod, Volunteer
from volunteers.people.models.volunteers import Qualification
from volunteers.people.routes.second_person import Asked, _sign
from volunteers.people.rules import Holding
from volunteers.people.service import end_links, make_link
from volunteers.people.service.calendars import make_calendar_link
from volunteers.permissions import Grant, Role
from volunteers.placements import service as placements
from volunteers.placements.rules import Vehicle
from volunteers.places.models import Site
from volunteers.records.rules import EvidenceState
from volunteers.rosters.models import DutyState
from volunteers.rosters.rules.filling import FillingState
from volunteers.trends.service.reports import make_reports
from volunteers.watch_schemes import service as watch_schemes
from volunteers.watch_schemes.models import WatchPassing, WatchStreet
from volunteers.watch_schemes.rules import ReportKind

SPECIALS, CADETS, SPEEDWATCH = "special_constabulary", "cadets", "community_speedwatch"
SUPPORT = "police_support_volunteers"
ONE_REFEREE = {"referees": {"items": [REFEREES["referees/1"]]}}
WATCH = "neighbourhood_watch"
FARM_WATCH = "farm_watch"
STRANDS = (SPECIALS, CADETS, SPEEDWATCH, WATCH, SUPPORT)
BRISTOL = "bristol"
NO_LINK = "nolink"
LASTS = timedelta(days=3)


def make_things() -> dict[str, str]:
    """Everything there is, by the name it has in an address. Within an application context; flushed, not committed."""
    found = {**_applications(), **_vetting(), **_duties(), **_others(), **_pipelines()}
    found |= _imports()
    found |= _cadet_night()
    found |= _schemes(db.session.get_one(Account, found["owner"]))
    found |= _records(int(str(found["coordinator"])), int(str(found["volunteer"])))
    found |= _appointments(str(found["case"]))
    found |= _many(db.session.get_one(Account, found["coordinator"]))
    found |= _roadside()
    found |= _watch(db.session.get_one(Volunteer, found["volunteer"]))
    found |= _farms(db.session.get_one(Volunteer, found["volunteer"]))
    found["scenario"] = a_scenario(area=BRISTOL).id
    found |= a_plan_with_all()
    published = a_made_up_release(date(2026, 3, 31))
    make_reports(published.id)
    found["published_release"] = published.name
    found["release"] = a_made_up_release(date(2026, 6, 30), is_published=False).name
    found |= _paid_back(db.session.get_one(Volunteer, found["volunteer"]))
    db.session.flush()
    return {name: str(value) for name, value in found.items()}


def _applications() -> dict[str, object]:
    owner = an_applicant(full_name="Ada Lovelace")
    case = a_case("pre_employment_checks", account=owner, area=BRISTOL)
    alike = a_case("submitted", area=BRISTOL)
    draft = an_application(account=owner, stage="draft", area=BRISTOL, strand=SUPPORT, answers=ONE_REFEREE)
    paper = applications.record_for(
        SPECIALS, account_id=an_applicant().id, channel=Channel.PAPER, received_on=clock.today(), reason="By post",
        by=a_viewer(Role.COORDINATOR, SPECIALS, BRISTOL),
    )  # fmt: skip
    paper.area = BRISTOL
    return {
        "owner": owner.id,
        "case": case.reference,
        "case_number": case.id,
        "alike": alike.reference,
        **_worked_on(),
        "ready": a_case_to_clear(area=BRISTOL).reference,
        "draft": draft.reference,
        "recorded": paper.reference,
        "document": a_document(case).id,
        "letter": a_letter(owner.id, case.id).id,
        "leaving_link": leaving_token(owner.id, "new_duties", key=str(current_app.config["SECRET_KEY"]).encode()),
        "referee": a_given_reference(case).id,
        "to_change": an_asked_referee(case).id,
        **_cadet(owner),
    }


def _cadet_night() -> dict[str, object]:
    unit = a_cadet_unit(area=BRISTOL)
    night = a_night(unit, days=3)
    place, _ = a_cadet_on(night, "Ana", guardian=False)
    asked, guardian = a_cadet_on(night, "Bo")
    given, other = a_cadet_on(night, "Cy")
    waits = a_form(asked, PermissionState.ASKED, guardian_id=guardian.id if guardian else None)
    stands = a_form(given, guardian_id=other.id if other else None)
    return {
        "cadet_unit": unit.id, "night": night.id, "night_place": place.id,
        "event_link": make_link(LinkPurpose.EVENT_PERMISSION, waits.id, lasts=LASTS),
        "given_event_link": make_link(LinkPurpose.EVENT_PERMISSION, stands.id, lasts=LASTS),
    }  # fmt: skip


def _worked_on() -> dict[str, object]:
    """What the first coordinator did: a sheet and a note of an interview, a proposal to decline, a saved view."""
    coordinator = an_account(grants=[Grant(Role.COORDINATOR, strand, BRISTOL) for strand in STRANDS])
    scored = a_case("interview", area=BRISTOL)
    assessments.take_seat(scored.id, "interview", by=as_viewer(coordinator))
    view = views.save_view("Mine", {}, is_start=False, by=as_viewer(coordinator))
    note = notes.write_note(scored.id, body="Rang twice", by=as_viewer(coordinator))
    declined = a_case("submitted", area=BRISTOL)
    decision = decided(declined, by=as_viewer(coordinator))
    unreached = notify(MessageKind.APPLICATION_MOVED, to="jo@example.org", subject=("application", scored.id))
    unreached.state = MessageState.GIVEN_UP
    two = {"note": note.id, "declined": declined.reference, "decision": decision.id, "message": unreached.id}
    scoring = {"scored": scored.reference, "check": "interview", "seat": 1}
    return {"coordinator": coordinator.id, "view": view.id, **scoring, **two}


def _cadet(owner: Account) -> dict[str, object]:
    cadet = a_cadet("application", account=owner)
    cadet.area = BRISTOL
    guardian = a_confirmed_guardian(cadet)
    guardians.save_health(guardian.id, HEALTH, is_whole=True)
    used = make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=LASTS)
    end_links(LinkPurpose.GUARDIAN, guardian.id)
    return {
        "cadet": cadet.reference,
        "guardian": guardian.id,
        "guardian_link": NO_LINK,
        "right_link": make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=LASTS),
        "expired_link": make_link(LinkPurpose.GUARDIAN, guardian.id, lasts=-LASTS),
        "used_link": used,
        "referee_link": NO_LINK,
        "right_referee_link": make_link(LinkPurpose.REFERENCE, an_asked_referee().id, lasts=LASTS),
    }


def _many(coordinator: Account) -> dict[str, object]:
    """What the first coordinator chose, planned, did and wrote, and what they wrote that waits for someone else."""
    by = as_viewer(coordinator)
    done = bulk.carry_out(a_plan([a_case(area=BRISTOL)], by).id, reason=None, by=by)
    waits = a_mailing(1, by=by)
    bulk.ask_second(waits.id, by=by)
    return {
        "choice": chosen([a_case(area=BRISTOL)], by).id,
        "bulk_move": a_plan([a_case(area=BRISTOL)], by).id,
        "bulk_done": done.id,
        "mailing": a_mailing(1, by=by).id,
        "mailing_waits": waits.id,
    }


def _vetting() -> dict[str, object]:
    """A case that the first officer took and opened."""
    officer = an_account(grants=[Grant(Role.VETTING_OFFICER, SPECIALS, BRISTOL)])
    return {"officer": officer.id, "vetting_case": a_taken_case(as_viewer(officer)).id}


def _pipelines() -> dict[str, object]:
    return {"proposal": a_proposal().id}


def _appointments(reference: str) -> dict[str, object]:
    """The first applicant has a place in a session, may move it to another, and may choose a third for a test."""
    case = db.session.scalars(select(Application).where(Application.reference == reference)).one()
    held, other = (a_session(kind=SessionKind.OTHER, check_code=None, days=days) for days in (8, 9))
    offered = a_session(kind=SessionKind.FITNESS, check_code=None, days=10)
    an_invitation(case, [held, other])
    booking = a_booking(held, case)
    return {
        "session": held.id,
        "booking": booking.id,
        "other_session": other.id,
        "offered_session": offered.id,
        "invitation": an_invitation(case, [offered]).id,
        "calendar_link": make_calendar_link(by=as_viewer(case.account)),
    }


def _led(leader: Volunteer) -> dict[str, object]:
    """A duty that runs now, which a volunteer leads, and another's place on it."""
    duty = a_duty(area=BRISTOL, starts_at=clock.now() - timedelta(hours=1), leader_id=leader.id)
    place = a_sign_up(duty, a_volunteer(area=BRISTOL, last_name="Led"))
    a_sign_up(duty, leader)
    token = duty_token(duty.id, key=str(current_app.config["SECRET_KEY"]).encode())
    return {"led_duty": duty.id, "led_place": place.id, "duty_code": token}


def _duties() -> dict[str, object]:
    held = [Holding("taser", clock.today(), None)]
    volunteer = a_volunteer(area=BRISTOL, last_name="Own", qualifications=held)
    cadet = a_serving_cadet(turns_in=20, area=BRISTOL)
    team = a_station("Bristol team", area=BRISTOL, ended_on=clock.today())  # offered for nothing new
    duty, free = a_duty(area=BRISTOL), a_duty(area=BRISTOL, on=clock.today() + timedelta(days=9))
    filling = a_filling(area=BRISTOL)
    a_proposed_place(filling, free, a_special("Proposed", area=BRISTOL))
    return {
        "volunteer": volunteer.id,
        "qualification": db.session.query(Qualification.id).filter_by(volunteer_id=volunteer.id).scalar(),
        "period": period_of(volunteer).id,
        "serving_cadet": cadet.id,
        "cadet_period": period_of(cadet).id,
        "volunteer_account": volunteer.account_id,
        "letter_to_volunteer": a_letter(volunteer.account_id).id,
        "duty": duty.id,
        "post": duty.posts[0].id,
        "sign_up": a_sign_up(duty, volunteer).id,
        **_led(volunteer),
        "stint": hours_of(volunteer, area=BRISTOL).id,
        "planned_duty": a_duty(area=BRISTOL, state=DutyState.DRAFT, on=clock.today() + timedelta(days=8)).id,
        "free_duty": free.id,
        "filling": filling.id,
        "working_filling": a_filling(area=BRISTOL, state=FillingState.RUNNING).id,
        "cover_rule": a_cover_rule(team, strand="special_constabulary").id,
        "team": team.id,
        "duty_template": a_template(area=BRISTOL).id,
        "old_template": a_template("To retire", area=BRISTOL).id,
        "event": an_event(area=BRISTOL).id,
        "series": a_series(area=BRISTOL).id,
        "free_post": free.posts[0].id,
        **_called(volunteer),
        **_places(volunteer),
    }


def _called(volunteer: Volunteer) -> dict[str, object]:
    """The first volunteer is asked to come, three days from now."""
    call = a_call(area=BRISTOL, starts_at=clock.now() + timedelta(days=3))
    return {"call": call.id, "call_link": link_of(call, volunteer)}


def _places(volunteer: Volunteer) -> dict[str, object]:
    """A place that is asked for, one on offer, one that wants a stand-in, and a swap for the first volunteer."""
    asked, near, offered, theirs, own = (
        a_duty(area=BRISTOL, on=clock.today() + timedelta(days=days), posts=[a_post(places=1)])
        for days in (11, 13, 15, 17, 19)
    )
    an_offer(offered, a_volunteer(area=BRISTOL), token="an-offer-of-a-place")
    swapped = a_sign_up(theirs, a_volunteer(area=BRISTOL))
    return {
        "asked_duty": asked.id,
        "request": a_request(asked, a_volunteer(area=BRISTOL)).id,
        "stand_in": a_handover(a_sign_up(near, a_volunteer(area=BRISTOL))).id,
        "offer_link": "an-offer-of-a-place",
        "swap": a_handover(swapped, other=a_sign_up(own, volunteer)).id,
    }


def _others() -> dict[str, object]:
    staff, asker = an_account(Role.SUPERVISOR), an_account(Role.ADMINISTRATOR)
    unit = a_unit(area=BRISTOL)
    return {
        "staff": staff.id,
        "grant": staff.role_grants[0].id,
        "agree": _sign(Asked(staff.id, asker.id, Grant(Role.AUDITOR))),
        "opening": an_opening(unit=unit).id,
        "interest_link": make_link(LinkPurpose.INTEREST, an_interest().id, lasts=LASTS),
        "occupation": an_occupation().id,
        "sign_in": 2147483647,
    }


def _imports() -> dict[str, object]:
    """A sheet that an administrator sent, with a problem in it."""
    importer = an_account(Role.ADMINISTRATOR)
    found = a_checked_import(importer)
    return {"importer": importer.id, "import": found.id}


def _schemes(owner: Account) -> dict[str, object]:
    sites = {"items": [{"road": "High Street", "place": "By the school", "limit": "30", "why": "School"}]}
    first = an_application(account=owner, strand=SPEEDWATCH, area=BRISTOL, answers={"sites": sites})
    unit = schemes.form_scheme_for(first.id, "Clifton", by=a_viewer(Role.COORDINATOR, SPEEDWATCH))
    site = db.session.query(Site.id).filter_by(unit_id=unit.id).first()
    return {"speedwatch": first.reference, "unit": unit.id, "site": site[0] if site else 0}


def _roadside() -> dict[str, object]:
    """A SpeedWatch scheme with a session whose return was sent."""
    scheme = a_scheme(area=BRISTOL)
    session = a_returned(scheme)
    return {"roadside": session.id, "roadside_scheme": scheme.unit.id, "roadside_device": scheme.device.id}


def _watch(volunteer: Volunteer) -> dict[str, object]:
    """A watch scheme that the first volunteer looks after, and others to take, to close and to leave."""
    scheme = watch.a_scheme("First Watch", area=BRISTOL)
    begun = clock.today() - timedelta(days=30)
    db.session.add(
        ServicePeriod(volunteer_id=volunteer.id, strand=WATCH, area=BRISTOL, unit_id=scheme.unit_id, started_on=begun)
    )
    household, street = watch.a_household(scheme), WatchStreet(scheme_id=scheme.id, name="Mill Lane")
    db.session.add(street)
    message = watch.a_sent_message(scheme)
    passing = db.session.scalars(select(WatchPassing).where(WatchPassing.message_id == message.id)).one()
    by = watch.viewer_of(volunteer)
    return {
        "watch_scheme": scheme.id,
        "watch_household": household.id,
        "watch_street": street.id,
        "watch_message": message.id,
        "watch_passing": passing.id,
        "watch_closing": watch.a_scheme("To close", area=BRISTOL).id,
        "watch_free": watch.a_coordinator(area=BRISTOL).id,
        "watch_report": watch_schemes.send_report(ReportKind.IDEA, "More lamps", by=by).id,
        "leave_link": make_link(LinkPurpose.WATCH_HOUSEHOLD, watch.a_household(scheme).id, lasts=LASTS),
        "running_link": make_link(LinkPurpose.WATCH_SCHEME, scheme.id, lasts=LASTS),
    }


def _farms(volunteer: Volunteer) -> dict[str, object]:
    """Farm Watch premises of the first volunteer, with a report, an alert, a visit and a marked thing."""
    begun = clock.today() - timedelta(days=30)
    db.session.add(ServicePeriod(volunteer_id=volunteer.id, strand=FARM_WATCH, area=BRISTOL, started_on=begun))
    premises = farms.some_premises(volunteer, area=BRISTOL)
    report, alert = farms.a_report(volunteer), farms.a_sent_alert(volunteer)
    alert.area = BRISTOL
    item = farms.an_item(premises)
    visit = farms.a_visit(premises)
    return {
        "farm": premises.id, "farm_report": report.id, "farm_alert": alert.id, "farm_visit": visit.id,
        "marked_item": item.id, "farm_night": farms.a_night(volunteer, area=BRISTOL).id,
        "farm_loan": farms.a_loan(premises).id,
    }  # fmt: skip


def _records(coordinator_id: int, volunteer_id: int) -> dict[str, object]:
    """What is kept of the first volunteer, by the first coordinator."""
    coordinator = db.session.get_one(Account, coordinator_id)
    volunteer = db.session.get_one(Volunteer, volunteer_id)
    return {
        "evidence": an_evidence(volunteer, coordinator).id,
        "signed_evidence": an_evidence(volunteer, coordinator, state=EvidenceState.SIGNED).id,
        "review": a_review(volunteer, coordinator).id,
        "item": a_kit_item(volunteer, serial="OWN").id,
    }


def _paid_back(own: Volunteer) -> dict[str, object]:
    """A claim of the first volunteer that waits, and a batch of another's; as a driver they logged a journey."""
    by = a_viewer(Role.COORDINATOR)
    paid = a_claim(a_volunteer(area=BRISTOL))
    expenses.decide(paid.id, version=1, pays=paid.pence, reason="", by=by)
    claim = a_claim(own, meals())
    claim.strand = SPECIALS  # they serve in others too
    placement = a_placement_of(own, area=BRISTOL)
    miles = a_journey(vehicle=Vehicle.OWN, fleet_number="", odometer_start=None, odometer_end=None, tenths=200)
    return {
        "expense_claim": claim.id,
        "expense_batch": expenses.make_batch(of_cadets=False, by=by).id,
        "placement": placement.id,
        "journey": placements.log_journey(placement.id, miles, by=as_viewer(own.account)).id,
    }
