"""Every kind of message has its words; every permission is granted to someone and asked for somewhere."""

import pytest
from flask import Flask

from config import ROOT
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import ROLE_PERMISSIONS, Permission, Role
from volunteers.web.access import mark_of


@pytest.mark.parametrize("kind", MessageKind)
def test_each_kind_of_message_has_a_subject_and_a_body(app: Flask, kind: MessageKind) -> None:
    template = app.jinja_env.get_template(f"messages/{kind.value}.txt")
    assert {"subject", "body"} <= set(template.blocks)


def test_no_message_template_is_left_over() -> None:
    written = {path.stem for path in (ROOT / "templates" / "messages").glob("*.txt")}
    assert written == {kind.value for kind in MessageKind}


def test_every_role_has_its_permissions() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_is_granted_and_asked_for(app: Flask, permission: Permission) -> None:
    assert any(permission in granted for granted in ROLE_PERMISSIONS.values())
    asked_by_views = {mark.permission for endpoint in app.view_functions if (mark := mark_of(app, endpoint))}
    # The name itself is in this file and on the page of permissions; a third place is where it is asked for.
    sources = [path for path in (ROOT / "volunteers").rglob("*.py") if path.name != "permissions.py"]
    asked = permission in asked_by_views or any(f"Permission.{permission.name}" in path.read_text() for path in sources)
    assert asked, f"nothing asks for {permission}"
