"""Prospects: how likely what is, given what is doubted, believed and seen."""
