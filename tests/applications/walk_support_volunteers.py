"""The ways through the form of the Police Support Volunteers: looking after horses, and driving."""

from tests.applications.walks import ABOUT_YOU, BORN, Typed, Walk

REFEREES: Typed = {
    "referees/1": {
        "name": "Mary Somerville", "email": "mary.somerville@example.org", "phone": "0117 496 0101",
        "relation": "latest_employer", "years_known": "4",
    },
    "referees/2": {
        "name": "Charles Babbage", "email": "charles@example.com", "phone": "07700 900 123", "relation": "known",
        "years_known": "12",
    },
    "referees": {},
}  # fmt: skip
GROOM = Walk(
    "police-support-volunteers",
    {
        "date-of-birth": BORN, "right-to-stay": {"answer": "british_or_irish"}, "occupation": {"answer": "none"},
        "convictions": {"answer": "no"},
    },
    {
        **ABOUT_YOU,
        "role": {"role": "mounted_groom"},
        "other-roles": {"roles": ["chaplain", "puppy_development"]},
        "skills": {"skills": "I have kept horses for twenty years."},
        "availability": {"days": ["tuesday", "saturday"], "times": ["morning"], "more": "Not in August"},
        "area": {"area": "somerset"},
        "work": {"occupation": "Retired teacher", "employer": ""},
        "conflicts": {"any": "no", "what": ""},
        **REFEREES,
        "adjustments": {"needed": "no", "what": ""},
        "heard-about": {"source": "friend", "other": ""},
    },
)  # fmt: skip
LICENCE = {"since": ["3", "2012"], "number": "LOVEL 952100 A99YZ", "points": "3", "vehicles": ["b", "d1"]}
DRIVER = Walk(
    GROOM.slug,
    GROOM.eligible,
    {
        **ABOUT_YOU,
        "role": {"role": "driver"},
        "driver": LICENCE,
        **{page: typed for page, typed in GROOM.typed.items() if page not in {*ABOUT_YOU, "role"}},
    },
)
