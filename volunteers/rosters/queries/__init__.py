"""Reading duties: what the rules need to know, and frozen rows shaped for each page."""

from volunteers.rosters.queries.facts import days_touched, duty_facts, facts_of, list_engagements

__all__ = ["days_touched", "duty_facts", "facts_of", "list_engagements"]
