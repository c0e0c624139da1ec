"""What does not add up: rules that name numbers, never sentences, and what each of them does."""
