"""The story of a batch: back to the field and forward to the shelf."""
