"""Many applications with all that their moves are judged by, in a handful of statements however many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.guardians.queries import consents_of
from volunteers.onboarding.models import Check, CheckAttempt, DeclaredRelation
from volunteers.onboarding.queries import find_open_proposal, kinds_waiting, list_checks, visible_to
from volunteers.onboarding.queries.case_file import as_they_count
from volunteers.onboarding.queries.declines import find_held_decline, held_declines
from volunteers.onboarding.rules import CONSENT_CHECK, fact_of, facts_of, needs_consent
from volunteers.permissions import Viewer
from volunteers.references.models import Referee
from volunteers.references.rules import RefereeState
from volunteers.strands.rules import CheckFact, Strand


@dataclass(frozen=True)
class Chosen:
    """One application as it stands now, for someone who would act on it.

    ``waiting`` is what says no while a decision about it waits: for a second person, or to be told. ``last_change_id``
    is known of those that were locked.
    """

    application: Application
    strand: Strand
    facts: Mapping[str, CheckFact]
    waiting: Refusal | None
    is_own: bool
    is_related: bool
    references_are_in: bool
    last_change_id: int | None

    @property
    def stage(self) -> str:
        """The name of the stage it stands at."""
        return self.strand.pipeline.stage(self.application.stage).name


def load_chosen(ids: Sequence[int], viewer: Viewer, *, lock: bool = False) -> dict[int, Chosen]:
    """Those of these applications that the viewer sees, by their numbers.

    ``lock`` holds them, in the order of their numbers, until the unit of work ends; they are then as they stand once
    everyone before us is done with them.
    """
    applications = _applications(ids, viewer, lock=lock)
    strands = {each.id: strand_of(each) for each in applications}
    facts = _facts(applications, strands)
    waiting = _waiting(list(strands))
    related = _related(list(strands), viewer)
    given = _references_given(list(strands))
    return {
        each.id: Chosen(
            application=each,
            strand=(strand := strands[each.id]),
            facts=facts[each.id],
            waiting=waiting.get(each.id),
            is_own=each.account_id == viewer.account_id,
            is_related=each.id in related,
            references_are_in=strand.references is not None and given.get(each.id, 0) >= strand.references.count,
            last_change_id=each.changes[-1].id if lock and each.changes else None,
        )
        for each in applications
    }


def _applications(ids: Sequence[int], viewer: Viewer, *, lock: bool) -> Sequence[Application]:
    wanted = (
        select(Application)
        .where(Application.id.in_(ids), visible_to(viewer))
        .options(joinedload(Application.account))
        .order_by(Application.id)
    )
    if lock:
        wanted = wanted.options(selectinload(Application.changes)).with_for_update(of=Application)
        wanted = wanted.execution_options(populate_existing=True)
    return db.session.scalars(wanted).all()


def _facts(applications: Sequence[Application], strands: Mapping[int, Strand]) -> dict[int, dict[str, CheckFact]]:
    """Every check as it counts; that of a guardian's consent follows the consent itself.

    Checks that were taken more than once, whose earlier passes count too, are few: they are read one by one.
    """
    found: dict[int, dict[str, CheckFact]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            Check.application_id, Check.code, Check.state, Check.asked_on, Check.result_on, Check.valid_until,
            Check.again_from,
        ).where(Check.application_id.in_(list(strands)))
    )  # fmt: skip
    for row in rows:
        found[row.application_id][row.code] = fact_of(
            row.code, row.state, row.asked_on, row.result_on, row.valid_until, row.again_from
        )
    consents = consents_of([each.id for each in applications if needs_consent(strands[each.id])])
    for number, consent in consents.items():
        if not consent.stands:
            found[number].pop(CONSENT_CHECK, None)
            found[number].update(facts_of(as_they_count((), consent)))
    repeated = set(
        db.session.scalars(
            select(CheckAttempt.application_id).where(
                CheckAttempt.application_id.in_(list(strands)), CheckAttempt.number > 1
            )
        )
    )
    found.update({each.id: facts_of(list_checks(each)) for each in applications if each.id in repeated})
    return found


def _waiting(ids: Sequence[int]) -> dict[int, Refusal]:
    """Few of many wait for a second person, or were declined and not told, so each of these is read by itself."""
    found = {number: find_open_proposal(number) for number in kinds_waiting(ids)}
    held = {number: find_held_decline(number) for number in held_declines(ids)}
    return {number: one.refusal for number, one in (*held.items(), *found.items()) if one is not None}


def _related(ids: Sequence[int], viewer: Viewer) -> set[int]:
    said = select(DeclaredRelation.application_id).where(
        DeclaredRelation.account_id == viewer.account_id, DeclaredRelation.application_id.in_(ids)
    )
    return set(db.session.scalars(said))


def _references_given(ids: Sequence[int]) -> dict[int, int]:
    counted = (
        select(Referee.application_id, func.count().label("given"))
        .where(Referee.application_id.in_(ids), Referee.state == RefereeState.GIVEN)
        .group_by(Referee.application_id)
    )
    return {row.application_id: row.given for row in db.session.execute(counted)}
