"""The ways through the form of Community SpeedWatch: starting a scheme with a team of six, and joining one."""

from tests.applications.walks import ABOUT_YOU, BORN, NO_MORE, Typed, Walk

ELIGIBLE = {"date-of-birth": BORN, "in-area": {"answer": "lives"}, "vetting": {"answer": "yes"}}
TEAM: Typed = {
    f"team/{number}": {"name": name, "email": f"member{number}@example.com"}
    for number, name in enumerate(
        ("Grace Hopper", "Katherine O'Hara", "Mary Jackson", "Sofia", "Annie Jump Cannon"), start=1
    )
}
STARTING = Walk(
    "community-speedwatch",
    ELIGIBLE,
    {
        **ABOUT_YOU,
        "plan": {"plan": "start"},
        "area": {"area": "south_gloucestershire"},
        **TEAM,
        "team": NO_MORE,
        "sites/1": {"road": "High Street", "place": "Hawkesbury, by the school", "limit": "20",
                    "why": "Children cross here.\nThere is no pavement."},
        "sites/2": {"road": "A46", "place": "Dunkirk", "limit": "40", "why": "Two crashes last year"},
        "sites": NO_MORE,
        "parish": {"support": "yes"},
        "part": {"part": "coordinator"},
        "daylight": {"when": ["weekday_mornings", "saturdays"]},
        "adjustments": {"needed": "no", "what": ""},
        "heard-about": {"source": "event", "other": ""},
    },
)  # fmt: skip
JOINING = Walk(
    STARTING.slug,
    ELIGIBLE,
    {
        **ABOUT_YOU,
        "plan": {"plan": "join"},
        "unit": {"scheme": "none", "place": "Hawkesbury"},
        "area": {"area": "south_gloucestershire"},
        "part": {"part": "roadside"},
        "daylight": {"when": ["weekday_evenings"]},
        "adjustments": {"needed": "yes", "what": "A chair at the roadside"},
        "heard-about": {"source": "other", "other": "The parish magazine"},
    },
)
