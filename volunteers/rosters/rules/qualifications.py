"""The qualifications a post may ask for, by name.

After the specialist roles special constables hold: https://docslib.org/doc/12006542/specialisms-in-the-special-constabulary
What each takes to earn, and how long it lasts, is the force's: one is held between the dates recorded.
"""

QUALIFICATIONS = {
    "first_aid": "First aid",
    "standard_driver": "Standard driver",
    "response_driver": "Response driver",
    "public_order_level_2": "Public order level 2",
    "taser": "Taser",
    "evidential_breath_test": "Evidential breath test",
    "body_worn_video": "Body-worn video",
    "speed_device_operator": "Speed device operator",
    "community_language": "Community language",
}


def qualification_name(code: str) -> str:
    """What people call it; a code that is not in the list is read as words."""
    return QUALIFICATIONS.get(code) or code.replace("_", " ").capitalize()
