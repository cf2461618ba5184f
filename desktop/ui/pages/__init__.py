"""The pages of the window, one file each: widgets and wiring, no decisions about the domain."""
