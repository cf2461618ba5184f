"""The Vietnamese language as data: letters, names, numbers and dates in words, encodings of old files."""
