"""What is known of a police force and how its file is judged: plain values in and out."""

from volunteers.forces.rules.expenses import Expenses, MileageRate, SubsistenceBand
from volunteers.forces.rules.force import (
    Area,
    Contact,
    Decisions,
    Equality,
    Force,
    Measure,
    Numbers,
    Occupation,
    OccupationOutcome,
    Plan,
    Retention,
    SupportRole,
    Verification,
)
from volunteers.forces.rules.reader import Fault
from volunteers.forces.rules.reading import SUBJECTS, ForceFileError, force_from
from volunteers.forces.rules.records import KitKind, Records
from volunteers.forces.rules.speedwatch import EscalationStep, SpeedWatch
from volunteers.forces.rules.vetting import ENQUIRIES, VettingLevel

__all__ = [
    "ENQUIRIES",
    "SUBJECTS",
    "Area",
    "Contact",
    "Decisions",
    "Equality",
    "EscalationStep",
    "Expenses",
    "Fault",
    "Force",
    "ForceFileError",
    "KitKind",
    "Measure",
    "MileageRate",
    "Numbers",
    "Occupation",
    "OccupationOutcome",
    "Plan",
    "Records",
    "Retention",
    "SpeedWatch",
    "SubsistenceBand",
    "SupportRole",
    "Verification",
    "VettingLevel",
    "force_from",
]
