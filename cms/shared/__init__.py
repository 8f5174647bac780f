"""What processes and machines keep for one another in Redis; without it all goes on, slower."""
