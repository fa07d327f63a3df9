"""The engine: arrays in, verdicts with reasons out. It knows no names."""
