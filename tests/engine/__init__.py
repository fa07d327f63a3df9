"""The engine's corners: limits, and conflicts with almost nothing in them."""
