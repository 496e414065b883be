"""Where applications are stuck, as each viewer may see it."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SOMERSET, SPECIALS, an_account, signed_in
from tests.trends.builders import an_application_that_moved
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.trends.service import compute_figures

PAGE = "/staff/trends/stages"


def moved(*days: int, to: str = "sift", many: int = 1) -> None:
    """Applications sent at the beginning of last month that left the form review after so many days."""
    month = clock.add_months(clock.month_of(clock.today()), -1)
    for after in days:
        for _ in range(many):
            moves = [("submitted", f"{month} 10:00")]
            if after:
                moves.append((to, f"{month.replace(day=1 + after)} 10:00"))
            an_application_that_moved(*moves)
    compute_figures()


def page_of(client: FlaskClient, grant: Grant, query: str = "") -> str:
    response = signed_in(client, an_account(grants=[grant])).get(PAGE + query)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_median_counts_those_still_there_and_the_sentence_names_the_slowest(
    client: FlaskClient, session: Session
) -> None:
    moved(3, many=10)
    moved(9, many=20)

    page = page_of(client, Grant(Role.COORDINATOR, SPECIALS))

    assert "Half of those who come to “Form review” stay there 9 days or more; usual is 7." in page
    row = page[page.index('<th scope="row">Form review</th>') :].split("</tr>")[0]
    assert all(f'">{told}</td>' in row for told in ("30", "0", "9", "3 to 9", "7", "100%"))


def test_drop_outs_stand_by_stage_with_their_coded_reason(client: FlaskClient, session: Session) -> None:
    moved(4, to="withdrawn", many=6)

    page = page_of(client, Grant(Role.COORDINATOR, SPECIALS))

    ending = page[page.index("Why people dropped out") :]
    assert all(words in ending for words in ("Form review", "Withdrawn", "No reason kept as a code", ">6</td>"))


def test_few_people_are_hidden_from_those_who_may_not_open_them(client: FlaskClient, session: Session) -> None:
    moved(4, to="withdrawn", many=3)

    page = page_of(client, Grant(Role.OPCC_ANALYST))

    assert "fewer than 5" in page
    assert ">3</td>" not in page
    assert "Too few applications to tell one stage from another." in page


def test_nothing_counted_says_so_and_other_places_are_not_there(client: FlaskClient, session: Session) -> None:
    assert "Nothing has been counted here yet" in page_of(client, Grant(Role.COORDINATOR, SPECIALS, SOMERSET))
    elsewhere = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, SOMERSET)]))
    assert elsewhere.get(f"{PAGE}?area=bristol").status_code == 404
