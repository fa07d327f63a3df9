"""The case library: scenarios with the results expected of them, as package data."""
