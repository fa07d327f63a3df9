"""The making of a ledger's tables, step by step, with Alembic; `versions` has one file a step."""
