"""The ground of uploads: a limit while a file arrives, pictures made fit for pages, and where they are
kept. Knows no model."""
