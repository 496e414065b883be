"""The bare stack on the same tables: what Flask, Jinja, SQLAlchemy and PostgreSQL cost when nothing is asked of them.

Served beside the application in the same run, so that a figure is a ratio and not a reading of the machine.
"""

import os
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask, render_template, request
from jinja2 import DictLoader

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>
{% block body %}{% endblock %}</main></body></html>"""
LOGIN = """{% extends 'page' %}{% block body %}
<form method=post><label>E-mail <input name=email></label></form>{% endblock %}"""
ONE = "{% extends 'page' %}{% block body %}<p>{{ row.title }}, {{ row.starts_at }}, {{ row.area }}</p>{% endblock %}"
MANY = """{% extends 'page' %}{% block body %}<table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endblock %}"""

HOURS = """
SELECT v.id, v.first_name, v.last_name, sum(extract(epoch FROM d.ends_at - d.starts_at) / 60)::int AS planned,
    sum(a.minutes) AS worked, d.unit_id
FROM volunteers v JOIN sign_ups s ON s.volunteer_id = v.id JOIN duties d ON d.id = s.duty_id
    LEFT JOIN attendances a ON a.sign_up_id = s.id
WHERE s.state = 'confirmed' AND d.state = 'published' AND d.starts_at >= CAST(:since AS timestamptz)
    AND d.starts_at < CAST(:until AS timestamptz)
GROUP BY v.id, v.first_name, v.last_name, d.unit_id ORDER BY v.last_name, v.first_name, v.id
"""

app = Flask(__name__)
app.jinja_loader = DictLoader({"page": PAGE, "login": LOGIN, "one": ONE, "many": MANY})
url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
engine = sa.create_engine(url, pool_size=2, max_overflow=0)
tables = sa.MetaData()


@app.before_request
def _reflect() -> None:
    if not tables.tables:
        tables.reflect(engine, only=["duties", "volunteers", "posts", "sign_ups", "monthly_figures", "form_receipts"])


@app.get("/hello")
def hello() -> str:
    return "hello"


@app.get("/template")
def template() -> str:
    return render_template("login", title="Sign in")


@app.get("/one/<int:number>")
def one(number: int) -> str:
    duties = tables.tables["duties"]
    with engine.connect() as connection:
        row = connection.execute(sa.select(duties).where(duties.c.id == number)).one()
    return render_template("one", title="One", row=row)


@app.get("/hundred")
def hundred() -> str:
    duties = tables.tables["duties"]
    wanted = (
        sa.select(duties.c.id, duties.c.title, duties.c.starts_at, duties.c.ends_at, duties.c.area)
        .where(duties.c.strand == "special_constabulary", duties.c.starts_at > datetime.now(UTC))
        .order_by(duties.c.starts_at)
        .limit(100)
    )
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return render_template("many", title="Upcoming", rows=rows)


@app.get("/search")
def search() -> str:
    volunteers = tables.tables["volunteers"]
    wanted = (
        sa.select(volunteers.c.id, volunteers.c.first_name, volunteers.c.last_name, volunteers.c.birth_date)
        .where(volunteers.c.last_name.ilike(f"%{request.args.get('q', 'a')}%"))
        .order_by(volunteers.c.last_name)
        .limit(100)
    )
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return render_template("many", title="Search", rows=rows)


@app.get("/hours")
def hours() -> str:
    """Everyone's hours of a month as raw SQL adds them up: planned from places on duties, worked from attendances."""
    since, until = request.args["since"], request.args["until"]
    with engine.connect() as connection:
        rows = connection.execute(sa.text(HOURS), {"since": since, "until": until}).all()
    return render_template("many", title="Hours", rows=rows[:50])


@app.get("/stored")
def stored() -> str:
    figures = tables.tables["monthly_figures"]
    wanted = (
        sa.select(figures)
        .where(figures.c.strand == "special_constabulary", figures.c.area == "bristol")
        .order_by(figures.c.month)
        .limit(1200)
    )
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return render_template("one", title="Figures", row={"title": len(rows), "starts_at": "", "area": ""})


@app.post("/take/<int:post_id>")
def take(post_id: int) -> tuple[str, int]:
    """The least a sign-up can be: a guarded update, one insert, a commit."""
    posts, receipts = tables.tables["posts"], tables.tables["form_receipts"]
    with engine.begin() as connection:
        taken = connection.execute(
            sa.update(posts)
            .where(posts.c.id == post_id, posts.c.taken < posts.c.places)
            .values(taken=posts.c.taken + 1)
        )
        if not taken.rowcount:
            return "gone", 409
        connection.execute(
            sa.insert(receipts).values(
                token=os.urandom(12).hex(), purpose="bench", fingerprint="-", created_at=datetime.now(UTC)
            )
        )
    return "ok", 200
