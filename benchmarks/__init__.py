"""Benchmarks: how long the program takes and how much memory, also as ratios within one process.

`python -m benchmarks` measures everything and writes `docs/reference/performance.md` with its pictures anew;
`python -m benchmarks --quick` measures a little of everything in under a minute and only prints.
"""
