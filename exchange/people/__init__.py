"""People, their organisations, their site roles and what they consented to. Knows no content."""
