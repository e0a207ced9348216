"""The keys of what this room bakes."""


def ratings(story_id: int) -> str:
    """The count of a story's ratings."""
    return f"ratings:{story_id}"


def ratings_begun(story_id: int) -> str:
    """That a story has ratings at all: its page names the piece with the count."""
    return f"ratings-begun:{story_id}"
