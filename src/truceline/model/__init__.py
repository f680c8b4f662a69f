"""The domain's records and their column schemas; no input or output."""
