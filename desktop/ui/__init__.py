"""The window: the only place that imports PySide6."""

from __future__ import annotations

from desktop.ui.virtual import protect_overrides

# Before any class of the window is made.
protect_overrides()
