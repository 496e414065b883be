"""Faults in applications and their ways."""

from datetime import timedelta

from tests.applications.builders import an_application, stage_of
from tests.integrity.planted.planting import plants, sql
from tests.onboarding.builders import a_case_to_clear, a_check
from tests.people.builders import SPECIALS, a_volunteer, an_account
from volunteers import clock
from volunteers.applications.models import Application, Channel
from volunteers.applications.queries import strand_of
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import FIRST_SEAL, Fact, seal_of
from volunteers.onboarding.models import CheckState
from volunteers.onboarding.service.checks import mark_decision
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role


def an_act(
    subject_id: int, by: int, *, act: str = "check_recorded", subject: str = "application", **details: str
) -> None:
    """An entry of the history by an account, sealed as it should be."""
    last = db.session.query(HistoryEntry).order_by(HistoryEntry.id.desc()).first()
    number, previous = (last.id + 1, last.seal) if last else (1, FIRST_SEAL)
    fact = Fact(number, clock.now(), by, act, subject, subject_id, dict(details))
    db.session.add(
        HistoryEntry(
            id=number, at=fact.at, by_account_id=by, act=act, subject=subject, subject_id=subject_id,
            details=dict(details), previous_seal=previous, seal=seal_of(fact, previous),
        )
    )  # fmt: skip
    db.session.flush()


def a_coordinator(area: str | None = "bristol", role: Role = Role.COORDINATOR, strand: str = SPECIALS) -> Account:
    return an_account(grants=[Grant(role, strand, area)])


@plants("acted_on_by_stranger")
def by_someone_of_another_area() -> list[int]:
    good, bad = an_application(), an_application()
    an_act(good.id, good.account_id)
    an_act(good.id, a_coordinator().id)
    an_act(bad.id, a_coordinator("somerset").id)
    return [bad.id]


@plants("acted_on_by_stranger")
def by_another_applicant() -> list[int]:
    bad = an_application()
    an_act(bad.id, an_application().account_id)
    return [bad.id]


@plants("acted_on_by_stranger")
def by_staff_whose_role_acts_on_nothing() -> list[int]:
    recorded, bad = an_application(), an_application()
    recorded.channel, recorded.recorded_by_id = Channel.PAPER, an_account(Role.AUDITOR).id
    an_act(recorded.id, recorded.recorded_by_id)
    an_act(bad.id, an_account(Role.AUDITOR).id)
    return [bad.id]


@plants("acted_on_by_stranger")
def after_the_role_was_taken_away() -> list[int]:
    good, bad = an_application(), an_application()
    once = an_account()
    an_act(good.id, once.id)
    an_act(once.id, 1, subject="account", act="role_removed", role="coordinator", strand=SPECIALS, area="bristol")
    an_act(bad.id, once.id)
    return [bad.id]


@plants("acted_on_by_stranger")
def on_a_young_persons_without_being_cleared_for_children() -> list[int]:
    good, bad = (an_application(strand="cadets") for _ in range(2))
    cleared, other = (a_coordinator(strand="cadets") for _ in range(2))
    for account in (cleared, other):
        sql("DELETE FROM role_grants WHERE account_id = :id AND role = 'cleared_for_children'", id=account.id)
    sql("INSERT INTO role_grants (account_id, role) VALUES (:id, 'cleared_for_children')", id=cleared.id)
    an_act(good.id, cleared.id)
    an_act(bad.id, other.id)
    return [bad.id]


@plants("unreachable_stage")
def from_the_first_stage_to_attestation() -> list[int]:
    an_application(stage="sift")
    bad = an_application()
    bad.move_to(stage_of(bad, "attestation"), by=None, at=clock.now())
    return [bad.id]


@plants("broken_way")
def a_change_is_missing() -> list[int]:
    an_application(stage="interview")
    bad = an_application(stage="interview")
    sql("DELETE FROM stage_changes WHERE application_id = :id AND to_stage = 'sift'", id=bad.id)
    return [bad.id]


@plants("broken_way")
def it_stands_elsewhere() -> list[int]:
    bad = an_application(stage="interview")
    sql("UPDATE applications SET stage = 'sift' WHERE id = :id", id=bad.id)
    return [bad.id]


@plants("broken_way")
def it_came_there_at_another_time() -> list[int]:
    bad = an_application(stage="sift")
    bad.stage_since += timedelta(hours=1)
    return [bad.id]


@plants("moved_without_trace")
def no_change_at_all() -> list[int]:
    an_application(stage="draft")
    bad = an_application(stage="sift")
    sql("DELETE FROM stage_changes WHERE application_id = :id", id=bad.id)
    return [bad.id]


@plants("two_live_applications")
def two_of_one_person() -> list[int]:
    sql("DROP INDEX uq_applications_live")
    account = an_application(stage="withdrawn").account
    one, two = an_application(account=account), an_application(account=account, stage="draft")
    an_application(account=account, strand="farm_watch")
    return [one.id, two.id]


def _standing_wrong(**values: object) -> list[int]:
    an_application(), an_application(stage="withdrawn"), an_application(stage="draft")
    bad = an_application(stage="unsuccessful" if values.pop("ended", False) else "sift")
    for name, value in values.items():
        setattr(bad, name, value)
    return [bad.id]


@plants("standing_contradicts")
def under_way_and_waiting_for_nobody() -> list[int]:
    return _standing_wrong(waits_on=[])


@plants("standing_contradicts")
def ended_and_waiting() -> list[int]:
    return _standing_wrong(ended=True, waits_on=["coordinator"])


@plants("standing_contradicts")
def waiting_for_nobody_known() -> list[int]:
    return _standing_wrong(waits_on=["the_butler"])


@plants("standing_contradicts")
def a_decision_due_that_waits_for_another() -> list[int]:
    return _standing_wrong(decision_due=True, waits_on=["applicant"])


@plants("standing_contradicts")
def days_of_another_stage() -> list[int]:
    return _standing_wrong(longest_days=9_999)


@plants("standing_contradicts")
def a_version_that_nobody_agreed_to() -> list[int]:
    return _standing_wrong(pipeline_version=7)


@plants("standing_out_of_date")
def a_check_came_in_unnoticed() -> list[int]:
    good, bad = an_application(stage="interview"), an_application(stage="interview")
    mark_decision(good, strand_of(good), on=clock.today())
    for code in strand_of(bad).pipeline.gathered_at("interview"):
        a_check(bad, code)
    return [bad.id]


def _appointed() -> Application:
    """Someone appointed as they should be: every check passed before, and a volunteer."""
    application = a_case_to_clear()
    volunteer = a_volunteer(account=application.account)
    application.volunteer_id = volunteer.id
    application.move_to(stage_of(application, "appointed"), by=None, at=clock.now())
    db.session.flush()
    return application


@plants("appointed_without_volunteer")
def nobody_became_a_volunteer() -> list[int]:
    _appointed()
    bad = _appointed()
    bad.volunteer_id = None
    return [bad.id]


@plants("appointed_without_volunteer")
def someone_else_became_a_volunteer() -> list[int]:
    bad = _appointed()
    bad.volunteer_id = a_volunteer().id
    return [bad.id]


@plants("appointed_without_volunteer")
def a_volunteer_of_one_under_way() -> list[int]:
    bad = an_application()
    bad.volunteer_id = a_volunteer(account=bad.account).id
    return [bad.id]


@plants("cleared_unchecked")
def a_check_was_never_made() -> list[int]:
    _appointed()
    bad = _appointed()
    sql("DELETE FROM checks WHERE application_id = :id AND code = 'attestation'", id=bad.id)
    return [bad.id]


@plants("cleared_unchecked")
def a_check_was_not_passed() -> list[int]:
    bad = _appointed()
    sql(
        "UPDATE checks SET state = :state WHERE application_id = :id AND code = 'attestation'",
        id=bad.id, state=CheckState.FAILED.value,
    )  # fmt: skip
    return [bad.id]


@plants("cleared_unchecked")
def a_check_had_run_out() -> list[int]:
    bad = _appointed()
    yesterday = clock.today() - timedelta(days=1)
    sql(
        "UPDATE checks SET valid_until = :day WHERE application_id = :id AND code = 'attestation'",
        id=bad.id, day=yesterday,
    )  # fmt: skip
    return [bad.id]


@plants("cleared_unchecked")
def a_check_came_in_afterwards() -> list[int]:
    bad = _appointed()
    tomorrow = clock.today() + timedelta(days=1)
    sql(
        "UPDATE checks SET result_on = :day WHERE application_id = :id AND code = 'attestation'",
        id=bad.id, day=tomorrow,
    )  # fmt: skip
    return [bad.id]
