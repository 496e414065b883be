"""What Farm Watch is about: categories of rural crime, points on the map, and what is wrong with what was entered."""

from enum import StrEnum


class Crime(StrEnum):
    """The five categories of the commissioner: https://www.avonandsomerset-pcc.gov.uk/?p=16205 ."""

    AGRICULTURAL = "agricultural"
    EQUINE = "equine"
    WILDLIFE = "wildlife"
    HERITAGE = "heritage"
    ENVIRONMENTAL = "environmental"

    @property
    def label(self) -> str:
        return f"{self.value.capitalize()} crime"


class VisitState(StrEnum):
    """How far a visit to mark property has come."""

    ASKED = "asked"
    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Marking(StrEnum):
    """How property is marked. Which of these the force uses is for it to confirm."""

    STAMP = "stamp"
    ETCH = "etch"
    PAINT = "paint"
    FORENSIC = "forensic"
    TAG = "tag"

    @property
    def label(self) -> str:
        return MARKINGS[self]


class LoanKind(StrEnum):
    """What the rural crime team lends: https://www.gazetteseries.co.uk/news/yateandsodburynews/11631322 ."""

    ALARM = "alarm"
    CAMERA = "camera"

    @property
    def label(self) -> str:
        return self.value.capitalize()


MARKINGS = {
    Marking.STAMP: "Stamped",
    Marking.ETCH: "Etched",
    Marking.PAINT: "Painted",
    Marking.FORENSIC: "Forensic liquid",
    Marking.TAG: "Electronic tag",
}
CRIMES = [(crime.value, crime.label) for crime in Crime]
