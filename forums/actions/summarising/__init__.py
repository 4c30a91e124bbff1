"""What is done at the workbench beside writing and citing: placing, taking out, reading, taking over."""
