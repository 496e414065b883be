"""Who signs in, with what, and every sign-in as a row that can be revoked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model, words
from volunteers.notifications.rules import reaches_nobody
from volunteers.permissions import Grant, Role


class Account(Model):
    """Someone who signs in. Applicants and volunteers have no password: they are sent a code.

    Someone without e-mail, whose application staff wrote down, has an address of a domain that reaches nobody
    (``notifications.rules.NOBODY``): they cannot sign in, and are told by telephone or letter.
    ``mobile`` is set once a code sent there came back: its owner wants text messages beside e-mail.
    A password that runs out is an initial one, handed over: it opens nothing but the page where one chooses one's own.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    created_at: Mapped[datetime]
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    disabled_at: Mapped[datetime | None]
    password_expires_at: Mapped[datetime | None]
    mobile: Mapped[str | None]
    role_grants: Mapped[list["RoleGrant"]] = relationship(back_populates="account")

    @property
    def has_mail(self) -> bool:
        """Whether a message can be sent to this person."""
        return not reaches_nobody(self.email)

    @property
    def totp_place(self) -> str:
        """Where the authenticator secret is sealed for."""
        return f"accounts.totp_secret.{self.id}"


class RoleGrant(Model):
    """A role over one (strand, area) pair; NULL stands for all of them."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("account_id", "role", "strand", "area", postgresql_nulls_not_distinct=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    strand: Mapped[str | None]
    area: Mapped[str | None]
    account: Mapped[Account] = relationship(back_populates="role_grants")

    def as_grant(self) -> Grant:
        return Grant(self.role, self.strand, self.area)


class SignIn(Model):
    """One sign-in on one device. The cookie holds a random token; the row holds its digest.

    ``confirmed_at`` is when its holder last proved who they are: at the sign-in itself, or when asked again.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class SignInCode(Model):
    """A one-time code sent to an address; a newer one replaces it."""

    __tablename__ = "sign_in_codes"
    __table_args__ = (Index(None, "email", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    code_digest: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries_left: Mapped[int]
    used_at: Mapped[datetime | None]
