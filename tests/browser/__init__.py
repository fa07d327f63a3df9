"""Pages in a browser: Debian's Chromium; skipped where it is not installed."""
