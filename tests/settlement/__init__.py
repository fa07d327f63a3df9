"""Tests of settlements and coalitions."""
