"""The making of tables, step by step, with Alembic: a folder for each kind, with one file a step."""
