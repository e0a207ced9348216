"""The clock and the permanent codes: small tools without models."""
