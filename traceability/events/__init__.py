"""What happened on a farm, told as events, and how an event is named by its content."""
