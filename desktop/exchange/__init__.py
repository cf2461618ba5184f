"""Workbooks in and out: summaries that go up, forms that go to the units and come back."""
