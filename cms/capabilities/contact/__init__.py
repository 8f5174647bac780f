"""Contact: whom one can ask about an item, and a question that a person answers."""
