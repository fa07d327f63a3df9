"""The symbolic engine: verdicts on conflicts of far more states than can be listed.

Sets of states are decision diagrams over the options' values, and standings are vectors of diagrams, the most
important first. `analysis` is the door; `diagrams` is the only file that knows the library, and imports it late.
"""
