"""The workbench, where sources become a summary."""
