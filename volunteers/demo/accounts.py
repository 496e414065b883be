"""Accounts of the demonstration: staff with password and authenticator, everyone else by e-mailed code."""

from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from volunteers.demo.personas import PASSWORD, STAFF
from volunteers.demo.sheets import Sheets
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import Role
from volunteers.sealing import seal


def add_staff(session: Session, *, sealing_key: bytes, at: datetime) -> tuple[dict[str, int], dict[str, str]]:
    """The staff personas' accounts and their authenticator secrets, both by the persona's key."""
    ids: dict[str, int] = {}
    secrets: dict[str, str] = {}
    for persona in STAFF:
        account = Account(
            email=persona.email, full_name=persona.name, created_at=at, password_hash=PasswordHasher().hash(PASSWORD)
        )
        account.role_grants = [RoleGrant(role=g.role, strand=g.strand, area=g.area) for g in persona.grants]
        session.add(account)
        session.flush()
        secrets[persona.key] = pyotp.random_base32()
        account.totp_secret = seal(secrets[persona.key], key=sealing_key, place=account.totp_place)
        ids[persona.key] = account.id
    session.flush()
    return ids, secrets


def add_account(sheets: Sheets, *, email: str, name: str, at: datetime, roles: tuple[Role, ...]) -> int:
    """The account of someone who is sent a code, with what they may do; its id."""
    account_id = sheets.add(Account, email=email, full_name=name, created_at=at)
    for role in roles:
        sheets.add(RoleGrant, account_id=account_id, role=role)
    return account_id
