"""The ways through the form of Neighbourhood Watch: starting a scheme, and joining one."""

from tests.applications.walks import ABOUT_YOU, BORN, NO_MORE, Walk

ELIGIBLE = {"date-of-birth": BORN, "in-area": {"answer": "lives"}}
STARTING = Walk(
    "neighbourhood-watch",
    ELIGIBLE,
    {
        **ABOUT_YOU,
        "plan": {"plan": "start"},
        "area": {"area": "bristol"},
        "streets/1": {"street": "Mill Lane", "town": "Bedminster"},
        "streets/2": {"street": "The Green, 1 to 20", "town": "BS3 4EA"},
        "streets": NO_MORE,
        "households": {"households": "23"},
        "known-scheme": {"known": "yes", "which": "There is an old sign in Church Road"},
        "neighbours": {"agree": "some"},
        "duties": {"accepted": ["yes"]},
        "heard-about": {"source": "news", "other": ""},
    },
)
JOINING = Walk(
    STARTING.slug,
    ELIGIBLE,
    {
        **ABOUT_YOU,
        "plan": {"plan": "join"},
        "unit": {"scheme": "none", "place": "Mill Lane, Bedminster"},
        "area": {"area": "bristol"},
        "heard-about": {"source": "friend", "other": ""},
    },
)
