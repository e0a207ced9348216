"""What is known of readers and their votes."""
