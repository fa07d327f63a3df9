"""Détente runs an argument about a conflict: which outcomes hold, for whom, and why."""

__version__ = "0.1.0"
