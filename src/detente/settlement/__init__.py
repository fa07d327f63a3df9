"""Settlements: what a plan must contain so that every party takes it and nobody leaves it, and who is in its way."""
