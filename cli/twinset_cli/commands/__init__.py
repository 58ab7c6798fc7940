"""One file a command. Each loads its input, calls one engine function, writes, and reports."""
