"""Faults in alerts of Farm Watch, and in its register."""

from sqlalchemy import text

from tests.farms.builders import a_member, a_sent_alert, an_item, some_premises
from tests.integrity.planted.planting import plants
from volunteers.extensions import db


@plants("farm_alert_unwanted")
def told_unasked() -> list[int]:
    a_sent_alert(a_member())
    return [a_sent_alert(a_member(crimes=["heritage"])).id]


@plants("mark_twice")
def marked_twice() -> list[int]:
    db.session.execute(text("DROP INDEX uq_marked_items_mark"))
    first = an_item(some_premises(a_member()), mark="AS1")
    an_item(some_premises(a_member()), mark="as1")
    return [first.id]
