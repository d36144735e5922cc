"""Figures for reports, in two widths: maps and charts in the classes and colours of the pages."""
