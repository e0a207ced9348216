"""Template tags of the readers' account pages."""
