"""Where one's own application stands, once it is sent."""

from flask import render_template

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.models import Application
from volunteers.applications.routes.equality import asking_of
from volunteers.applications.rules import is_sent, standing_of
from volunteers.guardians.queries import consents_of
from volunteers.references.queries import find_referees
from volunteers.strands.queries import get_strand
from volunteers.web.access import viewer


def standing_page(found: Application) -> str:
    """The stage, who moves next, what is asked of the person now, and what has happened."""
    strand, today = get_strand(found.strand), clock.today()
    standing = standing_of(
        strand, stage=found.stage, since=clock.on(found.stage_since), changes=queries.list_changes(found.id), on=today
    )
    refusals = service.refusals_to_begin(strand, by=viewer(), on=today) if standing.stage.is_final else []
    return render_template(
        "applications/standing.html",
        application=found,
        strand=strand,
        standing=standing,
        asks_more=bool(strand.sections_at(found.stage)) and not is_sent(found.answers, found.stage),
        asking=asking_of(found),
        guardian=consents_of([found.id] if "guardian" in found.answers else []).get(found.id),
        referees=find_referees(found.id, strand, found.stage),
        again_from=next((refusal.clears_on for refusal in refusals if refusal.clears_on), None),
    )
