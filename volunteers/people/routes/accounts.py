"""Staff accounts, for the administrator: the list, one account, and a new one."""

from flask import render_template, request, url_for

from volunteers.errors import Refused
from volunteers.extensions import sealing_key
from volunteers.people.forms import GrantForm, account_form, grant_form
from volunteers.people.queries.accounts import get_staff_account, list_staff_accounts
from volunteers.people.routes.blueprint import Answer, bp
from volunteers.people.routes.first_details import make_and_show
from volunteers.people.service.accounts import FirstDetails, open_staff_account
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.forms import Form

LONGEST_SEARCH = 100


@bp.get("/staff/accounts")
@needs(Permission.ACCOUNT_MANAGE)
def staff_accounts() -> str:
    """The accounts of staff by name."""
    search = " ".join(request.args.get("search", "")[:LONGEST_SEARCH].replace("\0", "").split())
    after = asked_number("after")
    page = list_staff_accounts(search=search, after=after)

    def address(after: int | None) -> str:
        return url_for("people.staff_accounts", search=search or None, after=after)

    return render_template(
        "people/accounts.html", rows=page.rows, search=search,
        following=address(page.next_after) if page.next_after else None,
        first=address(None) if after else None,
    )  # fmt: skip


@bp.route("/staff/accounts/new", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def new_staff_account() -> Answer:
    """Ask who it is for; the answer to the button shows, once, what they sign in with."""
    form, by = account_form(), viewer()

    def make() -> FirstDetails:
        return open_staff_account(
            email=form.email.data, full_name=form.full_name.data, grant=form.grant(), by=by, key=sealing_key()
        )

    if form.ready():
        try:
            return make_and_show(form, "staff account", make)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("people/new_account.html", form=form)


@bp.get("/staff/accounts/<int(max=2147483647):account_id>")
@needs(Permission.ACCOUNT_MANAGE)
def staff_account(account_id: int) -> str:
    return account_page(account_id, grant_form())


def account_page(account_id: int, form: GrantForm, problem: Form | None = None) -> str:
    """One account with everything that may be done to it; ``problem`` is the form that could not be acted on."""
    return render_template(
        "people/account.html",
        account=get_staff_account(account_id),
        form=form,
        problem=problem or form,
        is_own=account_id == viewer().account_id,
        was_shown=request.args.get("shown") == "already",
    )
