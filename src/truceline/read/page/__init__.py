"""The words of a page: what is article and what is furniture, spans kept."""
