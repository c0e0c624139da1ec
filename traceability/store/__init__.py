"""The only folder that knows MongoDB: one store a process, one client a store."""
