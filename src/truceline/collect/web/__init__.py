"""The connector for pages and feeds on the web: fetched politely, and never from inside."""
