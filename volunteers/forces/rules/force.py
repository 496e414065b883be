"""What is known of a police force, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.errors import NotFound
from volunteers.forces.rules.expenses import Expenses
from volunteers.forces.rules.farm_watch import FarmWatch
from volunteers.forces.rules.officers import OfficerHours
from volunteers.forces.rules.records import Records
from volunteers.forces.rules.speedwatch import SpeedWatch
from volunteers.forces.rules.vetting import VettingLevel
from volunteers.forces.rules.watch import WatchSchemes
from volunteers.forces.rules.young_people import CadetNights, Patrols


class OccupationOutcome(StrEnum):
    """What an occupation means for someone who wants to be a Special Constable."""

    ALLOW = "allow"
    REFER = "refer"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Area:
    """A part of the force that is counted and coordinated by itself. One that ended is offered for nothing new."""

    code: str
    name: str
    is_ended: bool = False


@dataclass(frozen=True)
class Occupation:
    """An occupation that may not go together with being a Special Constable; ``note`` may add to what is shown."""

    code: str
    name: str
    outcome: OccupationOutcome
    note: str = ""


@dataclass(frozen=True)
class SupportRole:
    """Something a Police Support Volunteer can do for the force.

    ``nppv_level`` is the level of non-police personnel vetting, 1 to 3; ``minimum_age`` is in whole years, and never
    below the age for all roles or, where the role drives, for all drivers. ``designated_powers`` marks a role for which
    the chief constable gives powers, ``with_children`` one whose referees are asked about work with young people,
    ``confirm`` one whose level or age the force must confirm.
    """

    code: str
    name: str
    words: str
    nppv_level: int
    minimum_age: int
    needs_driving: bool = False
    designated_powers: bool = False
    with_children: bool = False
    confirm: bool = False


@dataclass(frozen=True)
class Measure:
    """Something a Police and Crime Plan wants, in its direction; a number only where an analyst enters one."""

    code: str
    words: str
    direction: str
    said_in: str
    source: str


@dataclass(frozen=True)
class Plan:
    """The Police and Crime Plan in force and what plans have said of volunteers."""

    name: str
    url: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Numbers:
    """The numbers that vary by force. The unit is in each name; ages include both ends."""

    special_minimum_age: int
    special_residence_years: int
    special_travel_miles: int
    special_minimum_hours_a_month: int
    special_minimum_service_years: int
    special_finance_clear_years: int
    special_fitness_level: str
    support_volunteer_minimum_age: int
    driver_minimum_age: int
    driver_licence_months: int
    cadet_minimum_age: int
    cadet_maximum_age: int
    cadet_volunteering_hours_a_month: int
    cadets_per_adult: int
    cadet_minimum_adults: int
    neighbourhood_watch_minimum_age: int
    farm_watch_minimum_age: int
    speedwatch_minimum_age: int
    speedwatch_minimum_team: int
    speedwatch_team_to_start: int
    speedwatch_session_hours: int
    speedwatch_site_assessment_months: int
    reapply_months: int
    rest_hours: int
    maximum_weekly_hours: int
    average_weekly_hours: int
    average_weeks: int
    maximum_monthly_hours: int
    maximum_days_in_a_row: int
    duty_withdraw_hours: int
    duty_offer_hours: int
    duty_short_days: int
    not_out_days: int
    welfare_check_minutes: int
    welfare_escalation_minutes: int
    personal_safety_training_months: int
    assessment_highest_score: int
    assessment_pass_mark: int
    assessment_least_score: int
    fitness_retake_days: int
    fitness_attempts: int
    medical_retake_days: int
    medical_attempts: int
    check_age_months: int
    appointment_cut_off_hours: int
    recruitment_vetting_years: int
    non_police_vetting_years: int
    vetting_appeal_days: int
    bulk_undo_minutes: int
    decline_pause_minutes: int
    appeal_days: int
    disclosure_threshold: int
    disclosure_threshold_sensitive: int
    disclosure_rounding: int


@dataclass(frozen=True)
class Retention:
    """How long each kind of record is kept, counted from the day its purpose ends."""

    interest_months: int
    draft_days: int
    unsuccessful_months: int
    ended_volunteer_years: int
    cadet_years: int
    guardian_days: int
    documents_days: int
    message_body_days: int
    message_years: int
    history_years: int
    session_days: int


class Verification(StrEnum):
    """Who confirms a Neighbourhood Watch scheme and its coordinator: it differs by area (ourwatch.org.uk, FAQ)."""

    SELF = "self"
    AREA_REPRESENTATIVE = "area_representative"
    POLICE = "police"


@dataclass(frozen=True)
class Equality:
    """What is asked for equality monitoring; children are asked only where the force approved it (assurance.md 4.4)."""

    ask_children: bool


@dataclass(frozen=True)
class Decisions:
    """The strands in which declining someone, and clearing them for duty, take a second person."""

    two_people: tuple[str, ...]

    def take_two(self, strand: str) -> bool:
        return strand in self.two_people


@dataclass(frozen=True)
class Contact:
    """Where to write about a subject: a strand's code, ``general`` or ``privacy``."""

    subject: str
    email: str


@dataclass(frozen=True)
class Force:
    """One police force, by its file. ``to_confirm`` lists the keys the force must confirm; ``sources`` pairs keys with
    addresses. ``listed_areas`` are those of the file; what is served may keep others on screen."""

    code: str
    name: str
    short_name: str
    website: str
    listed_areas: tuple[Area, ...]
    contacts: tuple[Contact, ...]
    numbers: Numbers
    retention: Retention
    equality: Equality
    decisions: Decisions
    watch_verification: Verification
    watch_schemes: WatchSchemes
    occupations: tuple[Occupation, ...]
    roles: tuple[SupportRole, ...]
    vetting_levels: tuple[VettingLevel, ...]
    records: Records
    expenses: Expenses
    speedwatch: SpeedWatch
    cadet_nights: CadetNights
    patrols: Patrols
    farm_watch: FarmWatch
    officer_hours: tuple[OfficerHours, ...]
    plan: Plan
    to_confirm: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def known_areas(self) -> tuple[Area, ...]:
        """Every area there is or was."""
        return self.listed_areas

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas there are now, in order, for whatever is new."""
        return tuple(area for area in self.known_areas if not area.is_ended)

    @property
    def area_names(self) -> dict[str, str]:
        """What each area is called by its code, those that ended among them, for whatever is there already."""
        return {area.code: area.name for area in self.known_areas}

    def area(self, code: str) -> Area:
        """The area of that code, ended or not; raises ``NotFound``."""
        for area in self.known_areas:
            if area.code == code:
                return area
        raise NotFound(f"no area {code!r}")

    def role(self, code: str) -> SupportRole:
        """The role of a Police Support Volunteer of that code; raises ``NotFound``."""
        for role in self.roles:
            if role.code == code:
                return role
        raise NotFound(f"no role {code!r}")

    def contact(self, subject: str) -> str:
        """The address to write to about a strand, ``general`` or ``privacy``; raises ``NotFound``."""
        for contact in self.contacts:
            if contact.subject == subject:
                return contact.email
        raise NotFound(f"no contact {subject!r}")

    def source_of(self, key: str) -> str | None:
        """Where a number was seen, by its dotted key such as ``numbers.rest_hours``."""
        return dict(self.sources).get(key)

    def must_confirm(self, key: str) -> bool:
        """Whether the force must confirm a number, by its dotted key such as ``numbers.rest_hours``."""
        return key in self.to_confirm
