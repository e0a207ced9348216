"""What a reader and a journalist see, in a real browser on the demo newspaper."""
