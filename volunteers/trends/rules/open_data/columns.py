"""The columns of the open data, described once: the files are written from them, and so is what describes the files.

Sources: Model for Tabular Data and Metadata on the Web (W3C Recommendation, 17 December 2015); the tidy shape follows
the Government Statistical Service's "Releasing statistics in spreadsheets": one figure a row, one fact a column.
"""

from dataclasses import dataclass

from volunteers.trends.disclosure.counts import MARK


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, a title for people, what stands in it, and its type in XML Schema's words."""

    name: str
    title: str
    description: str
    datatype: str = "string"
    is_required: bool = True
    null: str = ""


FIGURES = (
    Column("release", "Release", "Name of the release: its cut-off and, of a correction, its version."),
    Column("cut_off", "Cut-off", "Last day of the quarter that the release is of.", "date"),
    Column("scope", "Scope", "Adults or cadets: never in one total."),
    Column("characteristic", "Characteristic", "What the groups differ in; people where nothing is told apart."),
    Column("measure", "Measure", "What is counted, as a code."),
    Column("measure_words", "Measure in words", "What is counted."),
    Column("from", "From", "First day of what is counted over twelve months; empty where it is counted on one day.",
           "date", is_required=False),
    Column("to", "To", "Last day of what is counted, or the day it is counted on.", "date"),
    Column("place", "Place", "Strand, area or both, as a code."),
    Column("place_words", "Place in words", "Strand, area or both."),
    Column("group", "Group", "Group of the characteristic, as a code."),
    Column("group_words", "Group in words", "Group of the characteristic."),
    Column("people", "People", f"Number of people, rounded; {MARK} where it is not given, so that nobody can be "
           "recognised.", "nonNegativeInteger", is_required=False, null=MARK),
    Column("figure_of", "Figure of", "Cut-off that the number is of: earlier than that of the release where too few "
           "people changed for a new one.", "date"),
)  # fmt: skip
FIGURES_KEY = ("release", "scope", "characteristic", "measure", "place", "group")
RESIDENTS = (
    Column("scope", "Scope", "Adults or cadets."),
    Column("characteristic", "Characteristic", "What the groups differ in."),
    Column("residents_words", "Which residents", "Which residents were counted."),
    Column("place", "Place", "The whole force area (all) or one area, as a code."),
    Column("place_words", "Place in words", "The whole force area or one area."),
    Column("group", "Group", "Group of the characteristic, as a code."),
    Column("group_words", "Group in words", "Group of the characteristic."),
    Column("residents", "Residents", "Number of residents.", "nonNegativeInteger"),
)
RESIDENTS_KEY = ("scope", "characteristic", "place", "group")
SUMS = (
    Column("scope", "Scope", "Adults or cadets."),
    Column("characteristic", "Characteristic", "The figures of this characteristic add up so."),
    Column("whole_measure", "Measure of the whole", "Measure, as a code; empty where it holds of each.",
           is_required=False),
    Column("whole_place", "Place of the whole", "Place, as a code; empty where it holds of each.", is_required=False),
    Column("whole_group", "Group of the whole", "Group, as a code; empty where it holds of each.", is_required=False),
    Column("part_measure", "Measure of the part", "Measure, as a code; empty where it is that of the whole.",
           is_required=False),
    Column("part_place", "Place of the part", "Place, as a code; empty where it is that of the whole.",
           is_required=False),
    Column("part_group", "Group of the part", "Group, as a code; empty where it is that of the whole.",
           is_required=False),
)  # fmt: skip
