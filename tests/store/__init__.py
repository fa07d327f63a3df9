"""The ledger: on SQLite and on PostgreSQL, against bad files, other processes and sudden ends."""
