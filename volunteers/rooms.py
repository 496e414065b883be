"""Every room of the house and how it is opened: its pages, and what it hangs in the rooms below it."""

from flask import Flask

from volunteers.applications import queries as of_applications
from volunteers.applications import routes as applications
from volunteers.appointments import routes as appointments
from volunteers.appointments.queries import uses as of_appointments
from volunteers.attendance import routes as attendance
from volunteers.availability import routes as availability
from volunteers.bulk import routes as bulk
from volunteers.cadet_units import routes as cadet_units
from volunteers.expenses import routes as expenses
from volunteers.farms import routes as farms
from volunteers.guardians.service import copy_to_guardian
from volunteers.hours import routes as hours
from volunteers.imports import routes as imports
from volunteers.integrity import routes as integrity
from volunteers.mobilisation import routes as mobilisation
from volunteers.notifications import routes as notifications
from volunteers.notifications.service import copy_with
from volunteers.onboarding import routes as onboarding
from volunteers.openings import routes as openings
from volunteers.openings.queries import uses as of_openings
from volunteers.patrols import routes as patrols
from volunteers.people import routes as people
from volunteers.people.queries import uses as of_people
from volunteers.people.service import text_who_wants
from volunteers.placements import routes as placements
from volunteers.places import routes as places
from volunteers.places.service import count_uses_with
from volunteers.records import routes as records
from volunteers.references import routes as references
from volunteers.rosters import routes as rosters
from volunteers.rosters.queries import uses as of_rosters
from volunteers.rosters.service.judging_plans import judge_changes_with
from volunteers.speedwatch import routes as speedwatch
from volunteers.speedwatch.service import refusals_to_change as of_sessions
from volunteers.strands import routes as strands
from volunteers.trends import routes as trends
from volunteers.vetting import routes as vetting
from volunteers.watch_schemes import routes as watch_schemes
from volunteers.web import routes as web

ROOMS = (
    web, strands, places, notifications, people, applications, openings, references, availability, onboarding, vetting,
    rosters, appointments, bulk, imports, records, mobilisation, trends, integrity, hours, attendance,
    cadet_units, patrols, farms, speedwatch, watch_schemes,
    expenses, placements,
)  # fmt: skip
# What these rooms show on pages of the rooms below them, in this order on a page.
FILL_SLOTS = (
    mobilisation.fill_slots,
    onboarding.fill_slots,
    people.fill_slots,
    availability.fill_slots,
    rosters.fill_slots,
    hours.fill_slots,
    appointments.fill_slots,
    bulk.fill_slots,
    imports.fill_slots,
    records.fill_slots,
    patrols.fill_slots,
    farms.fill_slots,
    people.reference.fill_slots,
    expenses.fill_slots,
    placements.fill_slots,
    attendance.fill_slots,
    speedwatch.fill_slots,
    watch_schemes.fill_slots,
)
# What may still need an area or a unit that is about to end.
USES = (
    of_people.count_uses, of_openings.count_uses, of_applications.count_uses, of_appointments.count_uses,
    of_rosters.count_uses,
)  # fmt: skip

load_sign_ins = people.load_sign_ins


def open_in(app: Flask) -> None:
    """Register the pages of every room, and let each room act where one below it leaves a place."""
    for room in ROOMS:
        app.register_blueprint(room.bp)
    for fill_slots in FILL_SLOTS:
        fill_slots(app)
    copy_with(copy_to_guardian)
    copy_with(text_who_wants, of_adults=True)
    count_uses_with(*USES)
    judge_changes_with(of_sessions)
