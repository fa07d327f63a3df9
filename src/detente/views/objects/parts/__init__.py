"""Parts of objects that several commands print."""
