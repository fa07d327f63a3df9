"""Kernels over lanes: one step of the analysis, done for many samples of ranks side by side.

A row of an array belongs to a state (or a move), a column, called a lane, to a sample. All samples share states and
moves, so one walk over the moves serves them all, and the innermost loop, over lanes, becomes vector instructions.

These arrays go through many kernels; there are N states and n actors:

`first`, `to` : all moves, state by state and there actor by actor, so that a walk over states goes straight through
    memory: those of actor i from state s end in the states `to[first[s * n + i]:first[s * n + i + 1]]`.
`part_first`, `part_to` : the strict parts of moves: those of move p end in `part_to[part_first[p]:part_first[p + 1]]`.
`rank` : `rank[i * N + s]` is the standing of state s for actor i.
`value` : `value[s, v]` is the value of kind v that state s has for the actor in question.
`row`, `arc`, `words`, `bit` : the moves that tempt in some lane: the k-th is move `arc[k]`, and those of actor i from
    state s are the numbers from `row[s * n + i]` up to `row[s * n + i + 1]`. In which lanes, is a bit of a word each,
    and eight moves that follow each other share their words: the k-th is bit `bit[k % 8]` of the words `words[k // 8]`.
`loose`, `single` : for play, lanes come in blocks of 64, the bits of a word: `single[k]` is the word in which lane k of
    the block has its bit alone. Word `loose[p]` has the lanes in which nothing deters move p. The moves from state s
    are those from `starts[s]` up to `starts[s + 1]`, whoever moves.
"""
