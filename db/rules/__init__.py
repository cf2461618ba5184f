"""Rules of the field as pure functions: values in, findings out; no store, no clock, no I/O."""
