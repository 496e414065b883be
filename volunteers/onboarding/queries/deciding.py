"""What the page of one decision shows beside the proposal itself."""

from volunteers.onboarding.queries.case_file import CaseFile, list_units
from volunteers.onboarding.queries.owners import list_coordinators
from volunteers.onboarding.rules import Clearing, DecisionKind, ProposedDecision
from volunteers.strands.rules import in_words


def clearing_in_words(case: CaseFile, proposal: ProposedDecision) -> list[tuple[str, str]]:
    """How someone to be cleared begins, as pairs of what and how; empty for another decision."""
    if proposal.kind is not DecisionKind.CLEAR:
        return []
    clearing, strand = Clearing.read(proposal.details), case.strand
    units = dict(list_units(strand.code, case.application.area))
    ranks = {rank.code: rank.name for rank in strand.ranks}
    grades = {grade.code: grade.name for grade in strand.grades}
    said = [
        ("Rank", ranks.get(clearing.rank or "", "")),
        ("Grade to begin with", grades.get(clearing.grade, clearing.grade)),
        ("Unit", units.get(clearing.unit_id or 0, "No unit yet")),
        ("First day of service", in_words(clearing.started_on)),
    ]
    return [(what, how) for what, how in said if how]


def list_others_who_decide(case: CaseFile, proposal: ProposedDecision) -> list[str]:
    """The names of those who could be the second person."""
    return [name for number, name in list_coordinators(case.application) if number != proposal.proposed_by_id]
