"""What chapters say: plain functions that turn data and choices into a figure, a sentence and a table.

One module a subject. A cell chooses (it loads tables by name, presumes, offers controls), a view speaks. A view takes
frames, or what the cell has worked out of them, as arguments and loads nothing itself, so that what a cell rests on
stands in the cell. ``of`` is a period in words, as the data say it: "May 2025". ``source`` names the producers.
"""
