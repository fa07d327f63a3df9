"""The documentation is held to the program: nothing undocumented, every block runs."""
