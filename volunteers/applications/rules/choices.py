"""The answers to choose from, as they are stored and as they are read: (value, words)."""

Choices = tuple[tuple[str, str], ...]

YES_NO: Choices = (("yes", "Yes"), ("no", "No"))
LICENCES: Choices = (
    ("full", "Yes, a full licence"),
    ("provisional", "Yes, a provisional licence"),
    ("none", "No"),
)
WHEN_FREE: Choices = (
    ("weekday_days", "Weekdays in the daytime"),
    ("weekday_evenings", "Weekday evenings and nights"),
    ("weekends", "Weekends"),
)
SOURCES: Choices = (
    ("friend", "From a friend or someone in my family"),
    ("officer", "From a police officer, a Special Constable or another volunteer"),
    ("website", "On the force’s website"),
    ("social_media", "On social media"),
    ("event", "At an event, or at school, college or university"),
    ("news", "In the news, on the radio or on a poster"),
    ("employer", "At work"),
    ("other", "In another way"),
)
WITHDRAWAL_REASONS: Choices = (
    ("no_time", "I do not have the time now"),
    ("circumstances", "My work, home or health has changed"),
    ("elsewhere", "I am volunteering or working somewhere else"),
    ("took_too_long", "It has taken too long"),
    ("not_for_me", "It is not what I hoped for"),
    ("other", "Another reason"),
    ("not_said", "I would rather not say"),
)
