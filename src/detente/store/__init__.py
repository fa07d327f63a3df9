"""The ledger: forecasts that were published, how they came out, and nothing ever changed; SQLite or PostgreSQL."""
