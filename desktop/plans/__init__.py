"""The text of a plan (kế hoạch phát động thi đua) read into a proposal, each item beside its sentence.

The pipeline: ``source`` (file -> text) -> ``blocks`` (numbering tree) -> ``times`` (when) -> ``roles`` (who)
-> one module per kind of item -> ``checks`` -> ``read.read_plan``. The vocabulary is data in
``resources/plans``. Nothing is ever invented: what the text does not say is None.
"""
