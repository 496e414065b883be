"""Accounts that sign in, and volunteers with their service, clearances and qualifications."""

from volunteers.people.models.accounts import Account, RoleGrant, SignIn, SignInCode
from volunteers.people.models.lapses import LapseDigest, LapseWarning
from volunteers.people.models.links import Link, LinkPurpose
from volunteers.people.models.volunteers import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer

__all__ = [
    "Account",
    "Clearance",
    "GradePeriod",
    "LapseDigest",
    "LapseWarning",
    "Link",
    "LinkPurpose",
    "Qualification",
    "RoleGrant",
    "ServicePeriod",
    "SignIn",
    "SignInCode",
    "Volunteer",
]
