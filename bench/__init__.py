"""Speed, as ratios against a peer in one interleaved run: machines differ, ratios stay."""
