"""When: words of time, hung on the publication date, and how far back an event lies."""
