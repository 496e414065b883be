"""Forms as the rules judge them, for the cadets of many nights at once; and one form as it is read."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import Form, FormState, Night, state_for
from volunteers.extensions import db, sealing_key
from volunteers.guardians.queries import GuardianLine, consent_of, list_told
from volunteers.rosters.models import Duty
from volunteers.sealing import unseal

LABELS = (
    ("allergies_what", "Allergies"),
    ("conditions_what", "Health conditions"),
    ("medication_what", "Medication"),
    ("contact_name", "Whom to ring"),
    ("contact_phone", "Their telephone"),
    ("more", "Anything else"),
)


@dataclass(frozen=True)
class FormRow:
    """How the form of one cadet stands for one night, and the stored form of that very night."""

    state: FormState
    own: EventPermission | None

    @property
    def by_another(self) -> bool:
        """Whether a form that was given for an earlier evening counts for this night."""
        return self.state is FormState.GIVEN and (self.own is None or self.own.answered_at is None)


def night_of(duty: Duty) -> Night:
    """A duty as a form can cover it."""
    return Night(duty.id, duty.unit_id, duty.kind, clock.on(duty.starts_at), duty.starts_at)


def forms_for(nights: Sequence[tuple[Duty, int]]) -> dict[tuple[int, int], FormRow]:
    """The form of each cadet for each night, by duty and volunteer; one query for all of them."""
    stored = _stored({volunteer_id for _, volunteer_id in nights})
    found = {}
    for duty, volunteer_id in nights:
        theirs = stored.get(volunteer_id, [])
        forms = [_form(each) for each in theirs]
        own = next((each for each in theirs if each.duty_id == duty.id), None)
        found[duty.id, volunteer_id] = FormRow(state_for(night_of(duty), forms), own)
    return found


def guardian_to_ask(account_id: int) -> GuardianLine | None:
    """The guardian who is asked for a form: known by a call, agreeing that they take part, and not closed off."""
    told = sorted(list_told(account_id), key=lambda each: (each.place, each.id))
    return next((each for each in told if each.consent.stands and _all_agree(each.application_id)), None)


def health_of(form: EventPermission) -> list[tuple[str, str]]:
    """What was written on a form, opened; nothing where nothing was. Callers note in the history who read it."""
    if form.sealed is None:
        return []
    values: dict[str, Any] = json.loads(unseal(form.sealed, key=sealing_key(), place=form.place))
    return [(title, str(values[name])) for name, title in LABELS if values.get(name)]


def _all_agree(application_id: int) -> bool:
    consent = consent_of(application_id)
    return consent is not None and consent.stands


def _stored(volunteer_ids: Collection[int]) -> dict[int, list[EventPermission]]:
    found: dict[int, list[EventPermission]] = defaultdict(list)
    if volunteer_ids:
        theirs = select(EventPermission).where(EventPermission.volunteer_id.in_(volunteer_ids))
        for each in db.session.scalars(theirs.options(joinedload(EventPermission.duty)).order_by(EventPermission.id)):
            found[each.volunteer_id].append(each)
    return found


def _form(stored: EventPermission) -> Form:
    return Form(night_of(stored.duty), stored.state, stored.until_on, stored.withdrawn_at)
