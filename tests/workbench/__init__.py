"""The workbench: its API, its guard, its jobs, its command."""
