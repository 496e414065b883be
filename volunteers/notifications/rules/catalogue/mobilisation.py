"""To volunteers who are asked to come soon, for a major incident. Nobody's quiet hours hold these."""

from volunteers.notifications.rules.catalogue.kinds import VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.rosters import DUTY, TITLE, WHEN

KINDS = (
    Kind(
        "can_you_come", "Can you come within two hours?", VOLUNTEER,
        "When staff ask many volunteers to come soon. The link answers without signing in. It is sent at once, by mail "
        "and in a text message.",
        (
            *DUTY,
            Placeholder("where", "The address, if there is one", "Station Road, BS1 6QH"),
            Placeholder("known", "What is known, in a few words", "Search for a missing person. Bring warm clothes."),
            Placeholder("be_there_by", "By when to be there", "6:30pm"),
            Placeholder("again", "That a place came free, to those who were in reserve", "A place has come free."),
            Placeholder(
                "link", "The page to answer on", "https://volunteers.example/can-you-come/x7Gq", is_required=True
            ),
        ),
    ),
    Kind(
        "not_needed", "You need not come", VOLUNTEER,
        "When enough people are on their way or the duty is called off, to those who were asked and have no place.",
        (TITLE, WHEN),
    ),
)  # fmt: skip
