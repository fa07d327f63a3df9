"""The inverse question: which changes of what actors want make a state stable, and the smallest of them.

Under Nash stability, GMR, SMR, SEQ and SSEQ a state's stability for an actor hangs, as long as the others want what
they want, only on which states the actor prefers to it; and the fewer these are, the better (`conditions`). So all
can be asked of one condition: how many rankings meet it (`rankings`), which order of statements (`orders`) and which
ranking of states (`pairs`) is nearest to the actor's own, and what makes the state an equilibrium (`joint_changes`).

Sets of states are whole numbers here: bit s stands for state s.
"""
