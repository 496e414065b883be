"""Where one's own application stands, once it is sent."""

from flask import render_template

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.models import Application
from volunteers.applications.routes.equality import asking_of
from volunteers.applications.rules import CORRECTED_LATER, is_sent, standing_of, title_of, todos_of, wait_in_words
from volunteers.documents.queries import list_shelves
from volunteers.guardians.queries import consents_of
from volunteers.references.queries import find_referees
from volunteers.strands.rules import Party, Strand
from volunteers.web.access import viewer


def standing_page(found: Application) -> str:
    """The stage, who moves next, what is asked of the person now, what they were sent, and what has happened."""
    strand, today = queries.strand_of(found), clock.today()
    standing = standing_of(
        strand, stage=found.stage, since=clock.on(found.stage_since), changes=queries.list_changes(found.id), on=today,
        again_from=queries.tries_of(found),
    )  # fmt: skip
    is_over = standing.stage.is_final
    referees = find_referees(found.id, strand, found.stage)
    refusals = service.refusals_to_begin(strand, by=viewer(), on=today) if is_over else []
    return render_template(
        "applications/standing.html",
        application=found,
        strand=strand,
        standing=standing,
        wait=wait_in_words(standing.stage.usual_days, queries.waits_of(strand.code).get(found.stage)),
        todos=[]
        if is_over
        else todos_of(
            asks_more=bool(strand.sections_at(found.stage)) and not is_sent(found.answers, found.stage),
            wants_referees=bool(referees and referees.is_asked_of_applicant),
            lacks=_lacking(found, strand),
            signs=[each for each in standing.gathers if each.agrees and Party.APPLICANT in found.waits_on],
        ),
        messages=queries.list_told(found),
        dates=queries.find_dates(found),
        corrects=[(each, title_of(strand, each)) for each in CORRECTED_LATER if each in found.answers],
        asking=asking_of(found),
        guardian=consents_of([found.id] if "guardian" in found.answers else []).get(found.id),
        referees=referees,
        again_from=next((refusal.clears_on for refusal in refusals if refusal.clears_on), None),
    )


def _lacking(found: Application, strand: Strand) -> list[str]:
    """The documents that are asked for, not optional, and not there yet, by the names the person reads."""
    shelves = list_shelves(found.id, strand.documents) if strand.documents else []
    return [shelf.kind.label for shelf in shelves if shelf.is_lacking]
