"""Views: answers in, words and tables out; pure, so that every sentence can be tested without a terminal."""
