"""What people are told: on the site and by mail, at once or in a digest. Knows ids, never words."""
