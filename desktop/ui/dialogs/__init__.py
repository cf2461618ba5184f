"""Dialogs: only for what must be finished or cancelled. Opened with ``open()``, answered by a signal."""
