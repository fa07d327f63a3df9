"""Benchmarks: how long the program takes, as ratios within one run, so that machines compare."""
