"""Helpers of the report: ``data`` loads tables, ``uncertainty`` compares estimates, ``text`` writes figures,
``tables`` and ``charts`` show them, ``build`` keeps the book honest while it is built."""
