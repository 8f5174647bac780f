"""What the databases are asked through, where Django's own way costs more than it must."""
