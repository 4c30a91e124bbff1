"""The ground of everything live: the doorbell, the per-process hub, tickets. Knows no model."""
