"""What is known of schemes and their sessions. Each query narrows to what its viewer may see."""
