"""The way through the form of Farm Watch: a farm in two places, with alerts by text and e-mail."""

from tests.applications.walks import ABOUT_YOU, BORN, NO_MORE, Walk

FARM = Walk(
    "farm-watch",
    {"date-of-birth": BORN, "on-the-land": {"answer": "yes"}},
    {
        **ABOUT_YOU,
        "holding": {"name": "Manor Farm", "farmed": ["dairy", "arable", "other"], "other": "Bees",
                    "number": "36 123 4567"},
        "premises/1": {"name": "The main yard", "typed": "ST 123 456"},
        "premises/2": {"name": "The top barn", "typed": "51.2345, -2.9876"},
        "premises": NO_MORE,
        "area": {"area": "somerset"},
        "alerts": {"crimes": ["agricultural", "wildlife"]},
        "channels": {"by": ["text", "email"], "mobile": "07700 900 456", "phone": ""},
        "consent": {"agreed": ["yes"]},
        "heard-about": {"source": "officer", "other": ""},
    },
)  # fmt: skip
