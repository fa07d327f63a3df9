"""What the REST API tells beside what commands print with `--json`: folders, jobs, rows of states, pages."""
