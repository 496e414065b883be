"""What is measured, beside which ceiling, and how many times dearer it may be (performance.md, section 2)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """One page or act of ours. ``at_most`` multiplies the ceiling's processor time per request."""

    name: str
    key: str
    ceiling: str
    at_most: float
    statements_at_most: int
    count: int = 60


CEILINGS = {
    "hello": "/hello",
    "template": "/template",
    "one row": "/one/{duty_id}",
    "100 rows": "/hundred",
    "search": "/search?q=an",
    "stored read": "/stored",
    "hours of a month": "/hours?since={since}&until={until}",
    "take a place": "/take/{post_id}",
}

SCENARIOS = (
    Scenario("public start page", "home", "template", 5, 0),
    Scenario("a strand's page", "strand", "template", 5, 4),
    Scenario("a question page", "question", "template", 7, 12),
    Scenario("a list of items", "items", "template", 7, 12),
    Scenario("the task list", "tasks", "template", 7, 12),
    Scenario("answers to check", "check", "template", 7, 12),
    Scenario("answer a question", "answer", "take a place", 6, 12),
    Scenario("submit an application", "submit", "take a place", 6, 12),
    Scenario("caseload, what waits", "caseload", "100 rows", 3, 9),
    Scenario("caseload, all open", "caseload_open", "100 rows", 3, 9),
    Scenario("caseload, filtered", "caseload_late", "100 rows", 3, 9),
    Scenario("board", "caseload_board", "100 rows", 3, 9),
    Scenario("caseload search", "caseload_search", "search", 3, 8),
    Scenario("an application page", "application", "one row", 5, 12),
    Scenario("volunteers, search", "volunteers", "search", 3, 8),
    Scenario("the volunteer's duty list", "open_duties", "100 rows", 3, 12),
    Scenario("one duty", "duty", "one row", 5, 8),
    Scenario("sign up for a duty", "sign_up", "take a place", 4, 12),
    Scenario("hours report", "hours_report", "hours of a month", 1.2, 12),
    Scenario("trends page", "trends", "stored read", 5, 12),
)
