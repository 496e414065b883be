"""The 43 forces of England and Wales as published series name them, and what their series are called."""

import re
from dataclasses import dataclass

SPECIALS_BY_FORCE = "special_constables/force"
SUPPORT_BY_FORCE = "police_support_volunteers/force"
SUPPORT_BY_REGION = "police_support_volunteers/region"
SUPPORT_NATIONAL = "police_support_volunteers/national"
NATIONAL_TOTAL = "Total 43 forces"
HOME_OFFICE_URL = "https://www.gov.uk/government/collections/police-workforce-england-and-wales"

REGIONS: dict[str, tuple[str, ...]] = {
    "East Midlands": ("Derbyshire", "Leicestershire", "Lincolnshire", "Northamptonshire", "Nottinghamshire"),
    "Eastern": ("Bedfordshire", "Cambridgeshire", "Essex", "Hertfordshire", "Norfolk", "Suffolk"),
    "London": ("City of London", "Metropolitan Police"),
    "North East": ("Cleveland", "Durham", "Northumbria"),
    "North West": ("Cheshire", "Cumbria", "Greater Manchester", "Lancashire", "Merseyside"),
    "South East": ("Hampshire", "Kent", "Surrey", "Sussex", "Thames Valley"),
    "South West": ("Avon and Somerset", "Devon and Cornwall", "Dorset", "Gloucestershire", "Wiltshire"),
    "Wales": ("Dyfed-Powys", "Gwent", "North Wales", "South Wales"),
    "West Midlands": ("Staffordshire", "Warwickshire", "West Mercia", "West Midlands"),
    "Yorkshire and the Humber": ("Humberside", "North Yorkshire", "South Yorkshire", "West Yorkshire"),
}
ALL_FORCES = 43


@dataclass(frozen=True)
class OtherForce:
    """A force of England and Wales with the region it lies in."""

    slug: str
    name: str
    region: str


def slug_of(name: str) -> str:
    """How a force or region is called in the name of a series, however a release writes it: "Avon & Somerset"."""
    plain = "City of London" if name == "London, City of" else name.replace("&", "and")
    return re.sub(r"[^a-z]+", "_", plain.lower()).strip("_")


FORCES = {slug_of(name): OtherForce(slug_of(name), name, region) for region, names in REGIONS.items() for name in names}


def force_slug(name: str) -> str:
    """The slug of one of the 43 forces; ``ValueError`` for a name that is none of them."""
    if (slug := slug_of(name)) not in FORCES:
        raise ValueError(f"{name!r} is not one of the 43 forces of England and Wales")
    return slug


def region_slug(name: str) -> str:
    """The slug of one of their regions; ``ValueError`` for a name that is none of them."""
    if name not in REGIONS:
        raise ValueError(f"{name!r} is not a region of England and Wales")
    return slug_of(name)
