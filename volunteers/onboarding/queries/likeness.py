"""Other applicants who may be the same person as this one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models import LikePair, Verdict
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.queries.visible import visible_to
from volunteers.onboarding.rules import Person, reasons_alike
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand

MOST_LOOKED_AT = 200
MOST_SHOWN = 10


@dataclass(frozen=True)
class Alike:
    """Another person's application that may be the same person's, and what was decided of the two."""

    reference: str
    name: str
    strand: str
    stage: str
    sent_on: date | None
    reasons: tuple[str, ...]
    verdict: Verdict | None

    @property
    def is_undecided(self) -> bool:
        return self.verdict is None

    @property
    def is_same(self) -> bool:
        return self.verdict is Verdict.SAME


def find_alike(case: CaseFile, viewer: Viewer) -> list[Alike]:
    """Applications of other accounts, within the viewer's scope, that may be this applicant's; newest first.

    Only those born on the same day are looked at. What was found to be someone else's is left out.
    """
    own = case.application
    if own.birth_date is None or not case.is_whole:
        return []
    rows = db.session.execute(
        select(
            Application.reference, Application.first_name, Application.last_name, Application.birth_date,
            Application.strand, Application.pipeline_version, Application.stage, Application.submitted_at,
            Account.email,
            Application.answers["contact"]["phone"].astext, Application.answers["address"]["postcode"].astext,
            LikePair.verdict,
        )
        .join(Account, Account.id == Application.account_id)
        .outerjoin(
            LikePair,
            and_(
                LikePair.one_id == func.least(Application.account_id, own.account_id),
                LikePair.other_id == func.greatest(Application.account_id, own.account_id),
            ),
        )
        .where(
            Application.birth_date == own.birth_date, Application.account_id != own.account_id, visible_to(viewer)
        )
        .order_by(Application.id.desc())
        .limit(MOST_LOOKED_AT)
    )  # fmt: skip
    here = _person_of(case)
    found = []
    for reference, first, last, born, strand, version, stage, sent_at, email, phone, postcode, verdict in rows:
        reasons = reasons_alike(here, Person(first, last, born, email, phone or "", postcode or ""))
        if reasons and verdict is not Verdict.DIFFERENT:
            kind = get_strand(strand, version)
            sent_on = clock.on(sent_at) if sent_at else None
            stage_name = kind.pipeline.stage(stage).name
            found.append(Alike(reference, f"{first} {last}".strip(), kind.name, stage_name, sent_on, reasons, verdict))
    return found[:MOST_SHOWN]


def _person_of(case: CaseFile) -> Person:
    own = case.application
    postcode = str(own.answers.get("address", {}).get("postcode") or "")
    return Person(own.first_name, own.last_name, own.birth_date, own.account.email, case.phone, postcode)
