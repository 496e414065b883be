"""Naming referees, and naming another in the place of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links
from volunteers.references import queries
from volunteers.references.models import Referee
from volunteers.references.queries import Applied
from volunteers.references.rules import (
    REPLACEABLE,
    NamedReferee,
    RefereeState,
    Relation,
    refusals_to_name,
)
from volunteers.references.service.asking import send_request
from volunteers.references.service.taking import lock
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import References

NOT_WANTED = Refusal("not_wanted", "No referees are asked for this kind of volunteering.")
ENDED = Refusal("ended", "This application has ended, so no more referees are asked.")
ANSWERED = Refusal("answered", "This referee has already given their reference, so they cannot be replaced.")
REPLACED = Refusal("replaced", "This referee has already been replaced. Look at your list of referees again.")


def name_referees(
    *,
    application_id: int,
    account_id: int,
    strand: str,
    applicant: str,
    reference: str,
    referees: Sequence[Mapping[str, Any]],
    with_children: bool | None = None,
) -> list[Referee]:
    """Write down who is to be asked, in the free places of the application; nobody is asked by this.

    Each is read by ``NamedReferee.read``. ``with_children`` says whether they are asked about work with young people:
    as the strand says, unless given. Refused, in the applicant's words, for the applicant themself, for family, for one
    person twice, for more than the strand wants and, with the last of them, when nobody is whom one of them must be.
    """
    db.session.flush()
    lock(application_id)
    wanted = _wanted(strand)
    applied = queries.get_applied(application_id)
    standing = queries.list_standing(application_id)
    new = [NamedReferee.read(each) for each in referees]
    _judge(applied, wanted, new, beside=[each.as_named for each in standing])
    taken = {each.place for each in standing}
    free = [place for place in range(1, wanted.count + 1) if place not in taken]
    about_children = wanted.with_children if with_children is None else with_children
    made = [
        Referee(
            application_id=application_id, account_id=account_id, strand=strand, applicant=" ".join(applicant.split()),
            reference=reference, place=place, with_children=about_children, **_columns(each),
        )
        for place, each in zip(free, new, strict=False)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.flush()
    for each in made:
        record("referee_named", subject="application", subject_id=application_id, by=account_id, referee_id=each.id)
    return made


def replace(referee_id: int, *, referee: Mapping[str, Any], by: int) -> Referee:
    """Put another person, or the same at another address, in a referee's place; the link of the old one dies.

    ``by`` is the account of the applicant; ``NotFound`` for a referee who is not theirs. Whoever was asked before is
    followed by someone who is asked at once. What the old one had half written is thrown away. Refused once the
    reference is given or the application has ended, and on the grounds of ``name_referees``.
    """
    old = _take(referee_id, account_id=by)
    wanted, applied = _wanted(old.strand), queries.get_applied(old.application_id)
    new = NamedReferee.read(referee)
    others = [each.as_named for each in queries.list_standing(old.application_id) if each.id != old.id]
    _judge(applied, wanted, [new], beside=others)
    was_asked = old.asked_at is not None
    old.state, old.sealed = RefereeState.REPLACED, None
    db.session.flush()  # its place is free from here on
    end_links(LinkPurpose.REFERENCE, old.id)
    made = Referee(
        application_id=old.application_id, account_id=old.account_id, strand=old.strand, applicant=old.applicant,
        reference=old.reference, place=old.place, with_children=old.with_children, **_columns(new),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    old.successor_id = made.id
    record(
        "referee_replaced", subject="application", subject_id=old.application_id, by=by, referee_id=old.id,
        successor_id=made.id,
    )  # fmt: skip
    if was_asked and applied.is_at_references:
        send_request(made)
    return made


def _take(referee_id: int, *, account_id: int) -> Referee:
    """The applicant's own referee, locked; refused when it is too late to replace them."""
    application_id = db.session.scalar(
        select(Referee.application_id).where(Referee.id == referee_id, Referee.account_id == account_id)
    )
    if application_id is None:
        raise NotFound(f"no referee {referee_id} of this person")
    lock(application_id)
    locked = select(Referee).where(Referee.id == referee_id).with_for_update()
    referee = db.session.scalars(locked.execution_options(populate_existing=True)).one()
    if referee.state not in REPLACEABLE:
        raise Refused(ANSWERED if referee.state is RefereeState.GIVEN else REPLACED)
    return referee


def _wanted(strand: str) -> References:
    wanted = get_strand(strand).references
    if wanted is None:
        raise Refused(NOT_WANTED)
    return wanted


def _judge(
    applied: Applied, wanted: References, new: Sequence[NamedReferee], *, beside: Sequence[NamedReferee]
) -> None:
    if applied.has_ended:
        raise Refused(ENDED)
    refusals = refusals_to_name(new, named=beside, own_email=applied.own_email, wanted=wanted)
    if refusals:
        raise Refused(refusals)


def _columns(named: NamedReferee) -> dict[str, Any]:
    return {
        "name": named.name, "email": named.email, "phone": named.phone, "relation": Relation(named.relation),
        "years_known": named.years_known, "state": RefereeState.NAMED, "named_at": clock.now(),
    }  # fmt: skip
