"""Accounts that sign in, and volunteers with their service, clearances and qualifications."""

from volunteers.people.models.accounts import Account, RoleGrant, SignIn, SignInCode
from volunteers.people.models.volunteers import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer

__all__ = [
    "Account",
    "Clearance",
    "GradePeriod",
    "Qualification",
    "RoleGrant",
    "ServicePeriod",
    "SignIn",
    "SignInCode",
    "Volunteer",
]
