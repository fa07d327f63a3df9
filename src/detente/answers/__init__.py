"""Answers: verdicts with their names back, as frozen data. Each file holds one kind of answer and makes it."""
