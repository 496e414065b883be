"""How answers are kept: with the application, or sealed beside it where only a few may read them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from volunteers.applications.models import Application, SealedAnswer
from volunteers.applications.rules import KEPT, applies, copies_of
from volunteers.extensions import db, sealing_key
from volunteers.sealing import seal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

SEALED = {"sealed": True}


def store(application: Application, strand: Strand, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep these answers, by question, and the columns that follow from them. What was typed before is let go."""
    kept = dict(application.answers)
    for question, values in answers.items():
        if question in strand.sealed:
            _seal(application, question, values)
            kept[question] = SEALED
        else:
            kept[question] = dict(values)
    waiting = [question for question in kept.get(KEPT, {}).get("questions", []) if question not in answers]
    if KEPT in kept:
        kept[KEPT] = {"questions": waiting}
    application.answers = kept
    copy(application)


def copy(application: Application) -> None:
    """Keep the columns that staff search by in step with the answers."""
    email = application.account.email if application.account.has_mail else ""
    strand = get_strand(application.strand)
    asked = {
        question: each
        for question, each in application.answers.items()
        if applies(question, strand, application.answers)
    }
    copies = copies_of(asked, reference=application.reference, email=email)
    application.first_name, application.last_name = copies.first_name, copies.last_name
    application.birth_date, application.area = copies.birth_date, copies.area
    application.unit_id, application.role = copies.unit_id, copies.role
    application.search_words = copies.search_words


def _seal(application: Application, question: str, values: Mapping[str, Any]) -> None:
    row = SealedAnswer(application_id=application.id, question=question)
    sealed = seal(json.dumps(dict(values)), key=sealing_key(), place=row.place)
    db.session.execute(
        insert(SealedAnswer)
        .values(application_id=application.id, question=question, sealed=sealed)
        .on_conflict_do_update(index_elements=["application_id", "question"], set_={"sealed": sealed})
    )
