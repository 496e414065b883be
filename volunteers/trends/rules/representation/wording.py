"""What groups and places are called inside a sentence."""

from collections.abc import Mapping

from volunteers.trends.rules.representation.groups import BY_SCOPE, Characteristic

CADETS = "cadets"
# As people, where the words of the list are not what one would say of them.
PEOPLE: Mapping[str, Mapping[str, str]] = {
    "ethnicity": {
        "mixed": "People of mixed or multiple ethnic groups",
        "other": "People of other ethnic groups",
        "minorities": "People of ethnic minorities (without White minorities)",
    },
    "sex": {"female": "Women", "male": "Men"},
    "disability": {"disabled": "Disabled people", "not_disabled": "People who are not disabled"},
    "religion": {
        "none": "People of no religion",
        "other": "People of any other religion",
        "not_christian": "People of religions other than Christian",
    },
    "orientation": {
        "other": "People of other sexual orientations",
        "lgb_and_other": "People who are gay, lesbian, bisexual or other",
    },
}
CADETS_BY_SEX = {"female": "Girls", "male": "Boys"}
COHORTS = {"applied": "those who applied", "appointed": "those appointed", "left": "those who stopped serving"}
TO_STRANDS = {"applied", "appointed"}
OF_PLACES = {"special_constabulary": "the Special Constabulary"}


def people(scope: str, characteristic: Characteristic, group: str) -> str:
    """A group at the beginning of a sentence: "Women", "Asian or Asian British people", "People aged 16 to 24"."""
    if characteristic.code == "sex" and scope == CADETS:
        return CADETS_BY_SEX[group]
    if characteristic.code == "age":
        return f"People aged {characteristic.words_of(group)}"
    words = characteristic.words_of(group)
    return PEOPLE.get(characteristic.code, {}).get(group, f"{words} people")


def cohort_of(measure: str, place: str, words: str) -> str:
    """Who is counted, inside a sentence; ``words`` are those of the place."""
    where = "all adult strands" if place == "all" else OF_PLACES.get(place, words)
    if measure != "active":
        is_strand = place != "all" and not place.startswith("area:")
        return f"{COHORTS[measure]} {'to' if is_strand and measure in TO_STRANDS else 'in'} {where}"
    if place == "all":
        return "adult volunteers"
    return f"adult volunteers in {words}" if place.startswith("area:") else where


def characteristic_of(scope: str, code: str) -> Characteristic | None:
    """A characteristic that is told of adults, or of cadets, by its code."""
    return next((one for one in BY_SCOPE.get(scope, ()) if one.code == code), None)


def inside(words: str) -> str:
    """The same words inside a sentence: the names of peoples and religions keep their capital."""
    first = words.split()[0]
    return words[:1].lower() + words[1:] if first in {"Women", "Men", "Girls", "Boys", "People", "Disabled"} else words
