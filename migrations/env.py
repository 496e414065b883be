"""How Alembic reaches the application's database and models."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def run() -> None:
    """Apply the migrations, each in its own transaction, with a limit on how long one may wait for a lock."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=database.metadata, compare_type=True, transaction_per_migration=True
        )
        with context.begin_transaction():
            connection.exec_driver_sql("SET lock_timeout = '10s'")
            context.run_migrations()


run()
