"""What the service costs, as ratios to references measured in the same run."""
