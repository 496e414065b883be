"""What is known of a police force and how its file is judged: plain values in and out."""

from volunteers.forces.rules.force import (
    Area,
    Contact,
    Equality,
    Force,
    Measure,
    Numbers,
    Occupation,
    OccupationOutcome,
    Plan,
    Retention,
    SupportRole,
)
from volunteers.forces.rules.reading import SUBJECTS, Fault, ForceFileError, force_from

__all__ = [
    "SUBJECTS",
    "Area",
    "Contact",
    "Equality",
    "Fault",
    "Force",
    "ForceFileError",
    "Measure",
    "Numbers",
    "Occupation",
    "OccupationOutcome",
    "Plan",
    "Retention",
    "SupportRole",
    "force_from",
]
