"""What the force has, for the words of a sheet to name."""

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.imports.rules.catalogue import Catalogue, KindOfVolunteering, UnitChoice
from volunteers.imports.rules.matching import Choice
from volunteers.imports.rules.targets import Held
from volunteers.people.queries.qualification_kinds import list_qualification_kinds
from volunteers.people.rules.serving import EndReason
from volunteers.places.models import Unit
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import CheckDefinition, Strand, StrandCode

# What the kinds of volunteering are called in other systems.
ALSO = {
    StrandCode.SPECIAL_CONSTABULARY: ("special", "specials", "special constable", "special constables", "sc", "msc"),
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: (
        "psv", "police support volunteer", "support volunteer", "support volunteers", "police volunteer",
    ),
    StrandCode.CADETS: ("cadet", "cadets", "police cadet", "vpc", "volunteer police cadet", "volunteer police cadets"),
    StrandCode.NEIGHBOURHOOD_WATCH: ("nhw", "nw", "neighbourhood watch coordinator"),
    StrandCode.FARM_WATCH: ("farm watch member", "rural watch", "farmwatch"),
    StrandCode.COMMUNITY_SPEEDWATCH: ("csw", "speedwatch", "speed watch", "community speed watch"),
}  # fmt: skip
REASONS_ALSO = {
    EndReason.RESIGNED: ("resignation", "left", "personal reasons", "work commitments"),
    EndReason.PROGRESSED: ("joined regulars", "regular", "regulars", "transferred to regulars", "became a regular"),
    EndReason.RETIRED: ("retirement",),
    EndReason.REQUIRED_TO_LEAVE: ("dismissed", "required to resign", "terminated"),
}


def get_catalogue() -> Catalogue:
    """Everything a value may stand for; three statements."""
    units = db.session.execute(select(Unit.id, Unit.name, Unit.strand, Unit.area).order_by(Unit.name, Unit.id))
    kinds = list_qualification_kinds()
    held = [*_clearances(), *(Held("qualification", one.code, one.name, one.valid_months) for one in kinds)]
    return Catalogue(
        strands=tuple(_kind(strand) for strand in all_strands()),
        areas=tuple(Choice(area.code, area.name) for area in current_force().areas),
        units=tuple(UnitChoice(*row) for row in units),
        held=tuple(held),
        end_reasons=tuple(Choice(one.value, one.label, REASONS_ALSO.get(one, ())) for one in EndReason),
    )


def _clearances() -> list[Held]:
    """The clearances of all strands. One that lasts differently by strand is reckoned from its other date in none."""
    checks: dict[str, list[CheckDefinition]] = {}
    for strand in all_strands():
        for check in strand.clearances:
            checks.setdefault(check.code, []).append(check)
    return [
        Held(
            "clearance", code, same[0].name,
            same[0].valid_months if len({one.valid_months for one in same}) == 1 else None,
            tuple(one.name for one in same[1:]),
        )
        for code, same in checks.items()
    ]  # fmt: skip


def _kind(strand: Strand) -> KindOfVolunteering:
    return KindOfVolunteering(
        strand.code.value,
        strand.name,
        (strand.member, *ALSO[strand.code]),
        strand.criteria.minimum_age,
        strand.criteria.maximum_age,
        tuple(Choice(one.code, one.name) for one in strand.ranks),
        tuple(Choice(one.code, one.name) for one in strand.grades),
    )
