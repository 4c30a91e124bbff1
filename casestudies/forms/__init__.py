"""Forms of the library: what people type, in the shape in which an action takes it."""
