"""Who asks: thirty-one personas, each with what it holds. Scope is a set of pairs, so some hold the wrong ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select, update

from tests.applications.builders import an_applicant
from tests.onboarding.builders import a_case
from tests.people.builders import CLEARED, a_volunteer, an_account
from tests.permissions.things import STRANDS
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, ServicePeriod, SignIn
from volunteers.people.service import begin_sign_in
from volunteers.permissions import Grant, Role


@dataclass(frozen=True)
class Persona:
    """Someone who asks; without an account they are not signed in. ``names`` is what of the world is theirs."""

    name: str
    account_id: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    is_stale: bool = False
    lost_rights: bool = False
    is_disabled: bool = False


def over(role: Role, area: str, *strands: str) -> list[Grant]:
    return [Grant(role, strand, area) for strand in strands or STRANDS]


def cast(names: Mapping[str, str]) -> list[Persona]:
    """All personas over this world, within an application context."""
    return [*_public(names), *_volunteers(names), *_coordinators(names), *_other_staff(names)]


def _public(names: Mapping[str, str]) -> Iterator[Persona]:
    yield Persona("anonymous")
    yield _signed_in("applicant_own", _account_of(int(names["owner"])))
    yield _signed_in("applicant_other", an_applicant())
    yield Persona("guardian_right", names={"guardian_link": names["right_link"]})
    yield Persona("guardian_expired", names={"guardian_link": names["expired_link"]})
    yield Persona("guardian_used", names={"guardian_link": names["used_link"]})
    yield Persona("referee", names={"referee_link": names["right_referee_link"]})


def _volunteers(names: Mapping[str, str]) -> Iterator[Persona]:
    yield _signed_in("volunteer_own", _account_of(int(names["volunteer_account"])))
    yield _signed_in("volunteer_other", _account_of(a_volunteer(area="bristol", last_name="Other").account_id))
    ended = a_volunteer(area="bristol", last_name="Ended")
    over_since = clock.today() - timedelta(days=30)
    db.session.execute(update(ServicePeriod).where(ServicePeriod.volunteer_id == ended.id).values(ended_on=over_since))
    yield _signed_in("volunteer_ended", _account_of(ended.account_id))


def _coordinators(names: Mapping[str, str]) -> Iterator[Persona]:
    role = Role.COORDINATOR
    in_bristol, in_somerset = over(role, "bristol"), over(role, "somerset")
    yield _signed_in("coordinator", _account_of(int(names["coordinator"])))
    yield _staff("coordinator_other_area", *in_somerset)
    yield _staff("coordinator_other_strand", *over(role, "bristol", "farm_watch"))
    yield _staff("coordinator_neither", *over(role, "somerset", "farm_watch"))
    yield _staff("coordinator_crossed", *in_somerset, *over(role, "bristol", "farm_watch"))
    yield _staff("coordinator_no_children", *in_bristol, for_children=False)
    own = an_account(grants=[*in_bristol, Grant(Role.APPLICANT)])
    theirs = a_case("pre_employment_checks", account=own, area="bristol").reference
    yield _signed_in("coordinator_own_case", own, case=theirs, ready=theirs)
    yield _staff("coordinator_revoked", *in_bristol, lost_rights=True)
    yield _staff("coordinator_stale", *in_bristol, is_stale=True)


def _other_staff(names: Mapping[str, str]) -> Iterator[Persona]:
    yield _signed_in("vetting", _account_of(int(names["officer"])))
    yield _signed_in("vetting_stale", _account_of(int(names["officer"])), is_stale=True)
    yield _staff("vetting_unassigned", *over(Role.VETTING_OFFICER, "bristol"))
    yield _staff("supervisor", *over(Role.SUPERVISOR, "bristol"))
    yield _staff("supervisor_other", *over(Role.SUPERVISOR, "somerset"))
    yield _staff("analyst", Grant(Role.OPCC_ANALYST))
    yield _signed_in("administrator", _account_of(int(names["importer"])))
    yield _staff("administrator_stale", Grant(Role.ADMINISTRATOR), is_stale=True)
    yield _staff("auditor", Grant(Role.AUDITOR))
    yield _staff("disabled", Grant(Role.ADMINISTRATOR), *over(Role.COORDINATOR, "bristol"), is_disabled=True)
    yield _staff("flag_alone", CLEARED)
    yield _staff("analyst_stale", Grant(Role.OPCC_ANALYST), is_stale=True)


def _staff(name: str, *grants: Grant, for_children: bool = True, **more: bool) -> Persona:
    return _signed_in(name, an_account(grants=grants, for_children=for_children), **more)


def _signed_in(name: str, account: Account, **more: object) -> Persona:
    """A persona with an account, who is signed in elsewhere too."""
    states = {key: bool(value) for key, value in more.items() if isinstance(value, bool)}
    own = {key: value for key, value in more.items() if isinstance(value, str)}
    begin_sign_in(account.id, lasts=timedelta(hours=1))
    elsewhere = db.session.scalars(select(SignIn.id).where(SignIn.account_id == account.id)).first()
    held = db.session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account.id))
    roles = frozenset() if states.get("lost_rights") or states.get("is_disabled") else frozenset(held)
    return Persona(name, account.id, {"sign_in": str(elsewhere), **own}, roles, **states)


def _account_of(account_id: int) -> Account:
    return db.session.get_one(Account, account_id)
