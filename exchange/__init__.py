"""The wiring of the Municipal Safety Exchange, and the ground that its apps stand on."""
