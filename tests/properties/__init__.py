"""What must hold of every conflict: the oracle's answers, and the properties of the theory."""
