"""What a guardian does by their link: answer each purpose, take an answer back, fill the health form in."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.guardians.models import Guardian, GuardianConsent, HealthForm
from volunteers.guardians.queries.guardians import line_of
from volunteers.guardians.queries.health import health_values
from volunteers.guardians.rules import Given, Purpose, current_wording, latest
from volunteers.guardians.service.naming import take
from volunteers.history.service import record
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links
from volunteers.sealing import seal

CHANGED_WORDS = Refusal(
    "changed_words", "We have changed the words of a question since you opened the page. Read it again, then answer."
)


def answer(guardian_id: int, answers: Mapping[Purpose, bool], *, seen: Mapping[Purpose, int]) -> list[Purpose]:
    """Keep a guardian's yes or no to each purpose given; the purposes whose answer is new, or not as before.

    ``seen`` are the versions of the words on the page. Refused when the words have changed since; ``NotFound`` for a
    guardian who may not see anything.
    """
    guardian = _take_open(guardian_id)
    if any(seen.get(purpose) != current_wording(purpose).version for purpose in answers):
        raise Refused(CHANGED_WORDS)
    now, before = clock.now(), [Given(each.purpose, each.is_yes, each.wording, each.at) for each in guardian.answers]
    changed = []
    for purpose, is_yes in answers.items():
        last, version = latest(before, purpose), seen[purpose]
        if last is not None and (last.is_yes, last.wording) == (is_yes, version):
            continue
        guardian.answers.append(GuardianConsent(purpose=purpose, is_yes=is_yes, wording=version, at=now))
        changed.append(purpose)
        record(
            _act(last, is_yes), subject="application", subject_id=guardian.application_id, by=None,
            guardian_id=guardian.id, purpose=purpose.value, wording=version,
        )  # fmt: skip
    db.session.flush()
    return changed


def disown(guardian_id: int) -> Guardian:
    """The person who reads this address says that they are not the guardian: the link ends, and somebody has to ask."""
    guardian = _take_open(guardian_id)
    guardian.ended_at = clock.now()
    end_links(LinkPurpose.GUARDIAN, guardian.id)
    db.session.flush()
    record(
        "guardian_disowned", subject="application", subject_id=guardian.application_id, by=None,
        guardian_id=guardian.id,
    )  # fmt: skip
    return guardian


def save_health(guardian_id: int, values: Mapping[str, Any], *, is_whole: bool) -> HealthForm:
    """Keep the health and permission form, sealed; ``is_whole`` sends it. Sent once, it stays sent.

    The same sent again by the same guardian, as by a second press of the button, is kept once.

    ``NotFound`` for a guardian who is not known by a call yet.
    """
    guardian, now = _take_open(guardian_id, known=True), clock.now()
    before = db.session.get(HealthForm, guardian.application_id, populate_existing=True)
    by_them = before is not None and before.sent_at is not None and before.guardian_id == guardian.id
    if before is not None and by_them and health_values(guardian.application_id) == values:
        return before
    form = HealthForm(application_id=guardian.application_id)
    sealed = seal(json.dumps(dict(values), ensure_ascii=False), key=sealing_key(), place=form.place)
    kept = {"guardian_id": guardian.id, "sealed": sealed, "saved_at": now, **({"sent_at": now} if is_whole else {})}
    stored = db.session.scalars(
        insert(HealthForm)
        .values(application_id=guardian.application_id, **kept)
        .on_conflict_do_update(index_elements=["application_id"], set_=kept)
        .returning(HealthForm)
        .execution_options(populate_existing=True)
    ).one()
    act = "health_form_sent" if is_whole else "health_form_saved"
    record(act, subject="application", subject_id=guardian.application_id, by=None, guardian_id=guardian.id)
    return stored


def _take_open(guardian_id: int, *, known: bool = False) -> Guardian:
    guardian = take(guardian_id)
    sight = line_of(guardian).sight
    if not (sight.is_whole if known else sight.is_open):
        raise NotFound("this guardian may not see anything")
    return guardian


def _act(last: Given | None, is_yes: bool) -> str:
    if is_yes:
        return "consent_given"
    return "consent_withdrawn" if last is not None and last.is_yes else "consent_refused"
