"""What sides say and do about truces and talks: positions, undertakings, threats, denials."""
