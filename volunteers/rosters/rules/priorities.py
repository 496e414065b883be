"""What duties serve: the priorities of the Police and Crime Plan, and what a duty can work on within them."""

# The five priorities of the Police and Crime Plan 2024 to 2029, shortened.
# https://avonandsomerset-pcc.gov.uk/police-and-crime-plan-2024-2029
PRIORITIES_OF_THE_PLAN = {
    "neighbourhood_policing": "Neighbourhood policing",
    "violent_crime": "Reducing violent crime",
    "prevention": "Preventing crime",
    "victims": "Supporting victims",
    "standards": "Standards of policing",
}
# Narrower than the five, in the words that forces and their volunteers use. These are ours, not the plan's.
WITHIN_THEM = {
    "road_safety": "Road safety",
    "anti_social_behaviour": "Anti-social behaviour",
    "drugs": "Drugs",
    "burglary": "Burglary",
    "rural_crime": "Rural crime",
    "domestic_abuse": "Domestic abuse",
    "violence_against_women": "Violence against women and girls",
    "knife_crime": "Knife crime",
    "shop_theft": "Shop theft and business crime",
    "fraud": "Fraud and cyber crime",
    "night_time": "The night-time economy",
    "engagement": "Engagement with communities",
}
PLAN_PRIORITIES = {**PRIORITIES_OF_THE_PLAN, **WITHIN_THEM}


def priority_name(code: str | None) -> str | None:
    """A plan priority as people read it; one that is not in the list is shown as it was stored."""
    return PLAN_PRIORITIES.get(code, code) if code else None
