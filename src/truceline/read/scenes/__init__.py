"""A sentence with everything found in it, and what a document carries from one to the next."""
