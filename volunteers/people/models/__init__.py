"""Accounts that sign in, and volunteers with their service, clearances and qualifications."""

from volunteers.people.models.accounts import Account, RoleGrant, SignIn, SignInCode
from volunteers.people.models.calendars import CalendarLink
from volunteers.people.models.lapses import LapseDigest, LapseWarning
from volunteers.people.models.links import Link, LinkPurpose
from volunteers.people.models.qualifications import KeptQualificationKind
from volunteers.people.models.serving import MovingOnWarning, PostingPeriod, RankPeriod, ServiceStatus
from volunteers.people.models.volunteers import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer

__all__ = [
    "Account",
    "CalendarLink",
    "Clearance",
    "GradePeriod",
    "KeptQualificationKind",
    "LapseDigest",
    "LapseWarning",
    "Link",
    "LinkPurpose",
    "MovingOnWarning",
    "PostingPeriod",
    "Qualification",
    "RankPeriod",
    "RoleGrant",
    "ServicePeriod",
    "ServiceStatus",
    "SignIn",
    "SignInCode",
    "Volunteer",
]
