"""What is promised of GraphQL and search at national scale."""
