"""Every write the window can make, one short file per noun."""
