"""The farmer's phone: the app's shell, and what it sends and asks for."""
