"""The register of an emulation and commendation officer, and its rules. Knows nothing of Qt, PDF, Excel or Word."""
