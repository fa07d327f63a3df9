"""Tests of the room that turns text into scenarios and back."""
