"""What is said when somebody was not booked off after a duty. It cannot wait, so it is not chosen away."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder

TITLE = Placeholder("title", "The duty", "Harbour Festival patrol")
WHEN = Placeholder("when", "Its day and hours", "Saturday 12 December 2026, 10am to 6pm")

KINDS = (
    Kind(
        "book_off_reminder", "A reminder to book off", VOLUNTEER,
        "Once, an hour after the end of a duty they are still booked on to.",
        (TITLE, WHEN, Placeholder("link", "Where to book off", "https://volunteers.example/my-duties/481/booking")),
    ),
    Kind(
        "not_booked_off", "Someone was not booked off", STAFF,
        "An hour after the end of a duty, to its leader; half an hour later, or where there is no leader, to "
        "coordinators and supervisors.",
        (
            TITLE,
            WHEN,
            Placeholder("name", "Who", "Jo Carter"),
            Placeholder("place", "Where the duty met", "Patchway police station"),
            Placeholder("link", "Where to book them off", "https://volunteers.example/staff/not-booked-off"),
        ),
    ),
)  # fmt: skip
