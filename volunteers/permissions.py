"""Who may do what, on one page. Deny by default.

Scope is a set of (strand, area) pairs, never strands times areas: a coordinator of Cadets in Bristol and Specials in
Somerset does not see Cadets in Somerset. ``None`` in a grant means every strand, or every area.
Source: the permission matrix, assurance.md 3.2.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, true


class Permission(StrEnum):
    """``resource:action``; each with a sentence."""

    APPLICATION_APPLY = "application:apply"  # start, answer, check and submit one's own application
    APPLICATION_SEE_OWN = "application:see_own"  # see where one's own application stands
    APPLICATION_RECORD = "application:record"  # write down an application for someone who applies on paper or by phone
    DOCUMENT_UPLOAD = "document:upload"  # send, see and take out one's own documents
    DOCUMENT_OPEN = "document:open"  # open an applicant's document, with a reason
    APPLICATION_READ = "application:read"  # list, search, count and open applications in scope
    APPLICATION_MOVE = "application:move"  # move an application to another stage
    APPLICATION_CLEAR = "application:clear"  # clear an applicant for duty
    APPLICATION_NOTE = "application:note"  # write and read notes on an application, which its applicant never sees
    APPLICATION_ASSESS = "application:assess"  # score an applicant at an interview or another assessment
    APPLICATION_EXPORT = "application:export"  # take a list of applications out of the service, with a reason
    APPOINTMENT_EDIT = "appointment:edit"  # make sessions, invite applicants to them, and mark who came
    MAILING_SEND = "mailing:send"  # write to many people in scope at once, and agree to what another would send
    MESSAGE_READ = "message:read"  # read what was sent to people in scope, and see to what did not reach them
    TEMPLATE_EDIT = "template:edit"  # change the words of the messages the service sends
    FLOW_READ = "flow:read"  # see how applications flow in scope: funnel, time in stage, who is waited for
    REFEREE_READ = "referee:read"  # open what a referee said of an applicant in scope
    CHECK_RECORD = "check:record"  # record a reference, medical, fitness test, training or attestation
    GUARDIAN_CONFIRM = "guardian:confirm"  # ring a guardian, write to them again, or keep everything from them
    HEALTH_READ = "health:read"  # open the health and permission form of a young person
    VETTING_READ = "vetting:read"  # take vetting cases, and open those one was given, with a reason
    VETTING_SET = "vetting:set"  # record a vetting outcome and its dates
    VOLUNTEER_READ = "volunteer:read"  # list volunteers in scope and open their record
    SERVICE_EDIT = "service:edit"  # change how a volunteer serves: status, rank, unit, kit, reviews, leaving
    EVIDENCE_SIGN = "evidence:sign"  # sign that a volunteer has shown a skill
    IMPORT_RUN = "import:run"  # bring in people, service, clearances and qualifications from a spreadsheet
    VOLUNTEER_SEE_OWN = "volunteer:see_own"  # see one's own duties, hours and clearances
    OPENING_EDIT = "opening:edit"  # make, change and close openings in scope, and see how many wait for them
    DUTY_READ = "duty:read"  # see duties in scope
    DUTY_EDIT = "duty:edit"  # create, edit and cancel duties
    DUTY_ASSIGN = "duty:assign"  # put a volunteer on a duty, or take one off
    DUTY_BOOK = "duty:book"  # put oneself on a duty, or withdraw
    ATTENDANCE_RECORD = "attendance:record"  # book a volunteer on and off duty
    ATTENDANCE_BOOK = "attendance:book"  # book oneself on and off, and those on a duty that one leads
    HOURS_CLAIM = "hours:claim"  # see one's own hours, claim some, and say whose time they were
    HOURS_CERTIFY = "hours:certify"  # see, adjust and certify the hours of volunteers in scope, never one's own
    EXPENSE_CLAIM = "expense:claim"  # claim what one paid for
    EXPENSE_APPROVE = "expense:approve"  # approve or refuse claims of volunteers in scope, never one's own
    EXPENSE_EXPORT = "expense:export"  # take approved claims out for payment
    MOBILISATION_SEND = "mobilisation:send"  # ask many volunteers in scope to come soon, and watch who does
    TUTOR_EDIT = "tutor:edit"  # say who is whose tutor, and see how patrols of learners go
    PATROL_REPORT = "patrol:report"  # say how one's own patrol went, or that of someone one is the tutor of
    PLACEMENT_EDIT = "placement:edit"  # place support volunteers in roles, and see their journeys
    JOURNEY_LOG = "journey:log"  # write down journeys of one's own placement
    REGISTER_TAKE = "register:take"  # keep the register of a cadet unit's night or event, and ask for permission
    SESSION_RUN = "session:run"  # plan sessions of one's own SpeedWatch scheme, and send their returns
    SESSION_READ = "session:read"  # see SpeedWatch sessions in scope, without registrations
    SESSION_HAND_OVER = "session:hand_over"  # take out the hand-over file, erase what it held, note what came of it
    WATCH_RUN = "watch:run"  # keep one's own Neighbourhood Watch scheme: its members, tasks and messages
    WATCH_EDIT = "watch:edit"  # keep the schemes in scope, write to them, and review them
    FARM_TAKE_PART = "farm:take_part"  # keep one's own premises and register, send alerts and answer them
    FARM_EDIT = "farm:edit"  # keep premises, marking visits and alerts in scope
    TRENDS_READ = "trends:read"  # see published figures, targets and trends
    TARGET_SET = "target:set"  # enter a target with its source
    FIGURES_COMPUTE = "figures:compute"  # have the monthly figures counted again now
    PLAN_EDIT = "plan:edit"  # enter police and crime plans with their objectives, milestones and indicators
    SCENARIO_SET = "scenario:set"  # ask what would come of more intakes, quicker vetting or fewer leavers
    RELEASE_PREPARE = "release:prepare"  # prepare releases of protected figures, see them before, and discard them
    RELEASE_PUBLISH = "release:publish"  # publish a release that someone else prepared
    REFERENCE_EDIT = "reference:edit"  # keep the lists that decide who can apply, such as conflicting occupations
    PIPELINE_EDIT = "pipeline:edit"  # change how the applications of a strand go: a second administrator agrees
    FINDINGS_READ = "findings:read"  # see what the daily look for impossible states found, by number and never by name
    FINDINGS_LOOK = "findings:look"  # have that look made again now
    HISTORY_READ = "history:read"  # search and verify the history
    ACCOUNT_MANAGE = "account:manage"  # invite, disable and end the sessions of staff
    ACCOUNT_CONFIRM = "account:confirm"  # prove again that it is you, as staff are asked before what is private
    OWN_ACCOUNT = "account:own"  # sign out, and see one's own sign-ins


class Role(StrEnum):
    """What an account is trusted with."""

    APPLICANT = "applicant"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    VETTING_OFFICER = "vetting_officer"
    SUPERVISOR = "supervisor"
    OPCC_ANALYST = "opcc_analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    # Opens nothing by itself: without it the other roles of staff do not reach the children's strand.
    CLEARED_FOR_CHILDREN = "cleared_for_children"


P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.APPLICANT: frozenset({P.APPLICATION_APPLY, P.APPLICATION_SEE_OWN, P.DOCUMENT_UPLOAD, P.OWN_ACCOUNT}),
    Role.VOLUNTEER: frozenset(
        {
            P.VOLUNTEER_SEE_OWN, P.DUTY_BOOK, P.DOCUMENT_UPLOAD, P.ATTENDANCE_BOOK, P.HOURS_CLAIM, P.EXPENSE_CLAIM,
            P.PATROL_REPORT, P.JOURNEY_LOG, P.SESSION_RUN, P.WATCH_RUN, P.FARM_TAKE_PART, P.OWN_ACCOUNT,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            P.APPLICATION_RECORD, P.APPLICATION_READ, P.APPLICATION_MOVE, P.APPLICATION_CLEAR, P.CHECK_RECORD,
            P.GUARDIAN_CONFIRM, P.HEALTH_READ, P.VOLUNTEER_READ, P.OPENING_EDIT, P.DUTY_READ, P.DUTY_EDIT,
            P.DUTY_ASSIGN, P.ATTENDANCE_RECORD, P.REFEREE_READ, P.DOCUMENT_OPEN, P.TRENDS_READ,
            P.APPLICATION_NOTE, P.APPLICATION_ASSESS, P.APPLICATION_EXPORT, P.FLOW_READ, P.APPOINTMENT_EDIT,
            P.MAILING_SEND, P.MESSAGE_READ, P.SERVICE_EDIT, P.EVIDENCE_SIGN, P.HOURS_CERTIFY, P.EXPENSE_APPROVE,
            P.EXPENSE_EXPORT, P.MOBILISATION_SEND, P.TUTOR_EDIT, P.PLACEMENT_EDIT, P.REGISTER_TAKE, P.SESSION_READ,
            P.SESSION_HAND_OVER, P.WATCH_EDIT, P.FARM_EDIT, P.SCENARIO_SET, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT,
        }
    ),
    Role.VETTING_OFFICER: frozenset({P.VETTING_READ, P.VETTING_SET, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT}),
    Role.SUPERVISOR: frozenset(
        {
            P.VOLUNTEER_READ, P.DUTY_READ, P.DUTY_EDIT, P.DUTY_ASSIGN, P.ATTENDANCE_RECORD, P.FLOW_READ,
            P.EVIDENCE_SIGN, P.HOURS_CERTIFY, P.EXPENSE_APPROVE, P.MOBILISATION_SEND, P.TUTOR_EDIT, P.REGISTER_TAKE,
            P.SESSION_READ, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT,
        }
    ),
    Role.OPCC_ANALYST: frozenset(
        {
            P.TRENDS_READ, P.TARGET_SET, P.PLAN_EDIT, P.SCENARIO_SET, P.FIGURES_COMPUTE, P.RELEASE_PREPARE,
            P.RELEASE_PUBLISH, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.ACCOUNT_MANAGE, P.REFERENCE_EDIT, P.PIPELINE_EDIT, P.FINDINGS_READ, P.FINDINGS_LOOK, P.TRENDS_READ,
            P.FIGURES_COMPUTE, P.TEMPLATE_EDIT, P.IMPORT_RUN, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT,
        }
    ),
    Role.AUDITOR: frozenset({P.HISTORY_READ, P.FINDINGS_READ, P.TRENDS_READ, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT}),
    Role.CLEARED_FOR_CHILDREN: frozenset(),
}  # fmt: skip
STAFF_ROLES = frozenset(Role) - {Role.APPLICANT, Role.VOLUNTEER, Role.CLEARED_FOR_CHILDREN}

# Cadets are 13 to 17. Staff meet what is theirs only when cleared for it, whatever else they are trusted with.
# Source: assurance.md 1, T16, and 3.1.
CHILDRENS_STRAND = "cadets"
# What says nothing of a person: figures, lists, pipelines, the history and the staff's own accounts.
OF_NO_PERSON = frozenset(
    {
        P.TRENDS_READ, P.TARGET_SET, P.PLAN_EDIT, P.SCENARIO_SET, P.FIGURES_COMPUTE, P.RELEASE_PREPARE,
        P.RELEASE_PUBLISH, P.REFERENCE_EDIT, P.PIPELINE_EDIT, P.FINDINGS_READ, P.FINDINGS_LOOK, P.TEMPLATE_EDIT,
        P.HISTORY_READ, P.ACCOUNT_MANAGE, P.ACCOUNT_CONFIRM, P.OWN_ACCOUNT,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """A role held over one (strand, area) pair; ``None`` stands for all of them."""

    role: Role
    strand: str | None = None
    area: str | None = None

    def covers(self, strand: str | None, area: str | None) -> bool:
        return self.strand in (None, strand) and self.area in (None, area)


@dataclass(frozen=True)
class Viewer:
    """The person asking, with the rights they hold at this request."""

    account_id: int
    name: str
    grants: frozenset[Grant]

    def holds(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        return any(grant.role in STAFF_ROLES for grant in self.grants)

    def granting(self, permission: Permission) -> list[Grant]:
        return [grant for grant in self.grants if permission in ROLE_PERMISSIONS[grant.role]]

    def may(self, permission: Permission) -> bool:
        """Whether the viewer holds the permission anywhere at all."""
        return bool(self.granting(permission))

    def may_in(self, permission: Permission, strand: str, area: str | None) -> bool:
        """Whether the viewer holds the permission for this strand and area."""
        return any(
            grant.covers(strand, area) and (strand != CHILDRENS_STRAND or self._reaches_children(permission, grant))
            for grant in self.granting(permission)
        )

    def may_in_strand(self, permission: Permission, strand: str) -> bool:
        """Whether the viewer holds the permission for this strand in any area."""
        return any(self.may_in(permission, strand, grant.area) for grant in self.granting(permission))

    def within(
        self, permission: Permission, strand: SQLColumnExpression[Any], area: SQLColumnExpression[Any]
    ) -> ColumnElement[bool]:
        """The condition that narrows a query to the viewer's pairs for this permission."""
        pairs = [
            and_(
                true() if grant.strand is None else strand == grant.strand,
                true() if grant.area is None else area == grant.area,
                true() if self._reaches_children(permission, grant) else strand != CHILDRENS_STRAND,
            )
            for grant in self.granting(permission)
        ]
        return or_(false(), *pairs)

    def _reaches_children(self, permission: Permission, grant: Grant) -> bool:
        """Whether a grant holds for the children's strand too; what applicants and volunteers hold is their own."""
        is_own = grant.role not in STAFF_ROLES
        return is_own or permission in OF_NO_PERSON or self.holds(Role.CLEARED_FOR_CHILDREN)
