"""Accounts of the demonstration: staff with password and authenticator, everyone else by e-mailed code."""

from datetime import datetime

from volunteers.demo.personas import PASSWORD, STAFF
from volunteers.demo.sheets import Sheets
from volunteers.people.models import Account, RoleGrant
from volunteers.people.service import create_staff
from volunteers.permissions import Role


def add_staff(*, sealing_key: bytes) -> tuple[dict[str, int], dict[str, str]]:
    """The staff personas' accounts and their authenticator secrets, both by the persona's key."""
    ids: dict[str, int] = {}
    secrets: dict[str, str] = {}
    for persona in STAFF:
        account, secrets[persona.key] = create_staff(
            email=persona.email, full_name=persona.name, password=PASSWORD, grants=persona.grants, key=sealing_key
        )
        ids[persona.key] = account.id
    return ids, secrets


def add_account(sheets: Sheets, *, email: str, name: str, at: datetime, roles: tuple[Role, ...]) -> int:
    """The account of someone who is sent a code, with what they may do; its id."""
    account_id = sheets.add(Account, email=email, full_name=name, created_at=at)
    for role in roles:
        sheets.add(RoleGrant, account_id=account_id, role=role)
    return account_id
