"""Planted faults: small mistakes put into a copy of the program, each of which the tests must notice."""
