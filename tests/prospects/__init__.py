"""Worlds, bounds and readings."""
