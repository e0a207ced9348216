"""What the desk reads: its panels, the words of a page, kept texts beside the newest draft."""
