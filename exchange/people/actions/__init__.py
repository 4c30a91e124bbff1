"""Every write to people. An action refuses with an ActionError whose words are fit for people."""
