"""Templates, styles, scripts and words of the readers' pages; no Python beside this."""
