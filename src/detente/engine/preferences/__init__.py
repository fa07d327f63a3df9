"""Preference structures: each file turns one way of stating wants into whole-number ranks without gaps."""
