"""Placeholders that many kinds of message have."""

from volunteers.notifications.rules.catalogue.kinds import Placeholder

NAME = Placeholder("name", "Who the message is for", "Sam Tiller")
REFERENCE = Placeholder("reference", "The application’s number", "SC-4F7K-2M9Q")
STRAND = Placeholder("strand", "The kind of volunteering", "Special Constabulary")
LINK = Placeholder("link", "The page to go to", "https://volunteers.example/my-applications/SC-4F7K-2M9Q")
