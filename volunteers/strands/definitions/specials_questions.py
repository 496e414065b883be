"""What the Special Constabulary asks: the sections of the form.

Sections and fields follow real special constable forms.
"""

from volunteers.strands.rules import Section


def asks() -> tuple[Section, ...]:
    """What is asked, in order."""
    return (
        Section(
            "eligibility",
            "Can you apply",
            ("age", "in-area", "residence", "right-to-stay", "occupation", "finance", "memberships", "convictions"),
            "Your age, where you live and since when, your occupation, finances, memberships and convictions.",
        ),
        Section(
            "about-you",
            "About you",
            ("name", "date-of-birth", "birthplace", "address", "earlier-addresses", "contact"),
            "Your names, date and place of birth, your addresses and how to reach you.",
        ),
        Section(
            "disclosure",
            "What you told us about",
            ("offences",),
            "The convictions, cautions and other matters that you said there are. Only a vetting officer reads them.",
        ),
        Section("driving", "Driving", ("driving",), "Whether you hold a driving licence, and which."),
        Section(
            "work-and-education",
            "Work and education",
            ("employment", "activities", "education"),
            "Your work and what you did before, with dates, and your education and qualifications.",
        ),
        Section(
            "selection",
            "Selection",
            ("adjustments", "tattoos", "availability", "commitments"),
            "Help you need in selection, tattoos, the hours a month you can give, and what you take on.",
        ),
        Section("where", "Where", ("area",), "The area in which you would like to serve."),
        Section("source", "How you heard of us", ("heard-about",), "How you heard about the Special Constabulary."),
        Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
    )
