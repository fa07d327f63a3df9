"""The written conflict: text is read into a `Scenario`, checked, and written back with its comments."""
