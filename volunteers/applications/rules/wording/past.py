"""Where someone lived and what they did before, a line each."""

from datetime import date

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Values, chosen


def months_in_words(values: Values) -> str:
    """March 2019 to August 2021; since March 2019."""
    began = date.fromisoformat(values["began"])
    if not values.get("ended"):
        return f"since {began:%B %Y}"
    return f"{began:%B %Y} to {date.fromisoformat(values['ended']):%B %Y}"


def address_in_a_line(values: Values) -> str:
    """12 Mill Lane, Bath, BA1 1AA (March 2019 to August 2021)."""
    parts = [str(values[part]) for part in ("line_1", "line_2", "town", "postcode", "country") if values.get(part)]
    return f"{', '.join(parts)} ({months_in_words(values)})"


def activity_in_a_line(values: Values) -> str:
    """Work: shop assistant at Corner and Co (March 2019 to August 2021)."""
    what = " at ".join(str(values[part]) for part in ("what", "where") if values.get(part))
    return f"{chosen(choices.ACTIVITIES, values.get('kind'))}: {what} ({months_in_words(values)})"
