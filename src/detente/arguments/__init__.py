"""Arguments: the claims of an analysis, run against the conflict that it describes."""
