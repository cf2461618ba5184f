"""The program around the register: command line, plans, workbooks, documents and the window."""
