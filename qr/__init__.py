"""Text in, ink out; and pictures in, clean pictures out. Knows nothing of the house."""
