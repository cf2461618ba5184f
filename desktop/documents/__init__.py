"""Sheets (certificates, ballots) and official papers: records in, PDF and docx out."""
