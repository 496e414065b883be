"""The documents strands ask for. Which ones each force accepts is its own to confirm; the kinds follow real forms."""

from volunteers.strands.rules import DocumentAsked

IDENTITY = DocumentAsked(
    "identity", "Your passport or driving licence, or your birth certificate. It shows us that you are who you say."
)
RIGHT_TO_WORK = DocumentAsked(
    "right_to_work",
    "A British or Irish passport, or the page with your share code if you have a visa. We must see that you may work "
    "in the UK, even without pay.",
)
DRIVING_LICENCE = DocumentAsked(
    "driving_licence", "Both sides of your licence, if you would drive as part of your role.", optional=True
)
TATTOOS = DocumentAsked(
    "tattoo_photograph",
    "If you have tattoos, one photograph of each, and one that shows where it is. We look at them before we meet you.",
    optional=True,
)
QUALIFICATION = DocumentAsked(
    "qualification", "A certificate, if the role you chose needs one, for example as a chaplain.", optional=True
)

SPECIALS = (IDENTITY, RIGHT_TO_WORK, DRIVING_LICENCE, TATTOOS)
SUPPORT_VOLUNTEERS = (IDENTITY, RIGHT_TO_WORK, DRIVING_LICENCE, QUALIFICATION)
