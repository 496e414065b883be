"""Signing in, one's own address and number, and what one holds."""

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, SIGNING_IN, STAFF, VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME, STRAND

CODE = Placeholder("code", "The code, which works for 15 minutes", "381 046", is_required=True)
RUNS_OUT = (
    NAME,
    Placeholder("what", "What runs out", "Personal safety training"),
    Placeholder("until", "The last day on which it is good", "14 December 2026"),
    Placeholder("after", "The day after that", "15 December 2026"),
    Placeholder("contact", "Where to write to", "volunteering@example.police.uk"),
    STRAND,
)

KINDS = (
    Kind(
        "sign_in_code_requested", "A code to sign in", SIGNING_IN,
        "When someone asks to sign in. Staff, and people whose account is closed, get built-in words without a code.",
        (CODE,), is_of_strand=False,
    ),
    Kind(
        "new_address_requested", "A code to change one’s e-mail address", SIGNING_IN,
        "When someone asks to use another address. An address that is taken gets built-in words without a code.",
        (CODE,), is_of_strand=False,
    ),
    Kind(
        "address_changed", "An e-mail address was changed", SIGNING_IN,
        "To the address before, when someone has changed theirs.", (), is_of_strand=False,
    ),
    Kind(
        "mobile_given", "A code to get text messages", SIGNING_IN,
        "As a text message, when someone gives their mobile number.", (CODE,), is_of_strand=False,
    ),
    Kind(
        "day_gathered", "The day’s news in one e-mail", SIGNING_IN,
        "At half past five, to those who chose to be told of some things in one e-mail a day, when there was any.",
        (
            Placeholder("how_many", "How much news there is", "2 pieces of news"),
            Placeholder(
                "items", "What there is to tell, each with a link",
                "- You have a place on a duty\n  https://volunteers.example/duties/481\n\n"
                "- New duties you could take\n  https://volunteers.example/duties",
            ),
            Placeholder("link", "The page to choose how one is told", "https://volunteers.example/my-messages/choices"),
        ),
        is_of_strand=False,
    ),
    Kind(
        "check_runs_out", "Something we checked runs out", APPLICANT,
        "Before a check of an application runs out, so that it may have to be done again.",
        (*RUNS_OUT, Placeholder("link", "The applicant’s own page", "https://volunteers.example/my-applications")),
    ),
    Kind(
        "holding_runs_out", "A clearance or qualification runs out", VOLUNTEER,
        "Some weeks before, again when few days are left, and on the last day.",
        (
            *RUNS_OUT,
            Placeholder("how_soon", "How many days are left, as a sentence", "This runs out in 28 days:"),
            Placeholder(
                "what_it_means", "What they cannot do from then on, as a sentence or two",
                "From 15 December 2026 you cannot take duties that need it until it is renewed.",
            ),
            Placeholder("link", "The volunteer’s own duties", "https://volunteers.example/my-duties"),
        ),
    ),
    Kind(
        "running_out", "What runs out in one’s strands and areas", STAFF,
        "At most once a day, when someone in a coordinator’s scope was warned.",
        (
            Placeholder("total", "How many people were warned", "6"),
            Placeholder("numbers", "How many by when, one on a line", "- within 28 days: 4\n- within 7 days: 2"),
            Placeholder("link", "The page that lists them", "https://volunteers.example/staff/lapses"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
)  # fmt: skip
