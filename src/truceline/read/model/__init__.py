"""The small trained model: which sentences report an incident, which act, and by whom."""
