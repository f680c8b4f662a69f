"""What happened: incident reports, totals, ground taken, by grammar or by words."""
