"""The engine of Det Virtuelle Jobunivers: everything that no declaration says."""
