"""Where an application is being written: by the applicant, or by staff for someone on paper or on the telephone."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.rules import KEPT
from volunteers.web import kept
from volunteers.web.access import viewer

CHECKING = "check"


@dataclass(frozen=True)
class Desk:
    """One application's pages. ``prefix`` is what the names of their views begin with."""

    reference: str
    prefix: str = ""

    @property
    def is_for_someone(self) -> bool:
        """Whether staff write for the applicant."""
        return bool(self.prefix)

    def load(self) -> Application:
        """The application, for this viewer; raises ``NotFound``."""
        find = queries.get_recorded if self.is_for_someone else queries.get_own
        return find(self.reference, viewer())

    def _address(self, view: str, **more: str | int | None) -> str:
        values: dict[str, Any] = {"reference": self.reference, **more}
        return url_for(f".{self.prefix}{view}", **values)

    def tasks(self) -> str:
        return self._address("application")

    def question(self, question: str) -> str:
        return self._address("question", question=question, **_on_from_checking())

    def change(self, question: str) -> str:
        """The page of a question, that leads back to where the answers are checked."""
        return self._address("question", question=question, **{"from": CHECKING})

    def item(self, question: str, number: int) -> str:
        return self._address("item", question=question, number=number, **_on_from_checking())

    def remove(self, question: str, number: int) -> str:
        return self._address("remove_item", question=question, number=number, **_on_from_checking())

    def check(self, question: str | None = None) -> str:
        return self._address("check_answers", _anchor=question)

    def saved(self) -> str:
        return self._address("saved")

    def sent(self) -> str:
        """What follows sending."""
        return self._address("confirmation")

    def typed_before(self, found: Application, question: str) -> kept.Typed | None:
        """What was typed on this very page and could not be used, by this person or in this browser."""
        if request.method != "GET":
            return None
        waits = question in found.answers.get(KEPT, {}).get("questions", [])
        mine = kept.find(kept.of_account(viewer().account_id), request.path) if waits else None
        visitor = kept.of_visitor()
        return mine or (kept.find(visitor, request.path) if visitor else None)

    def forget_typed(self) -> None:
        """What was typed on this page before has been used now."""
        kept.forget(kept.of_account(viewer().account_id), request.path)
        visitor = kept.of_visitor()
        if visitor:
            kept.forget(visitor, request.path)


def is_checking() -> bool:
    """Whether this page was opened from where the answers are checked."""
    return request.args.get("from") == CHECKING


def _on_from_checking() -> dict[str, str]:
    return {"from": CHECKING} if is_checking() else {}
