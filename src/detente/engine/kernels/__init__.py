"""Kernels: the loops over states that are worth compiling, by what they serve.

On a grid (see `detente.engine.board.Grid`) arrays are by cell; holes have rank -1. Sets of strategies are masks: words
of 16 or 32 bits, strategy y at bit `y % bits` of word `y // bits`. What is done here, and why it is right, is told in
`docs/explanation/how-a-million-states-are-judged.md`.
"""
