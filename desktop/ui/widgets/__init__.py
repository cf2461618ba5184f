"""Reusable widgets: one file each, knowing nothing of the register."""
