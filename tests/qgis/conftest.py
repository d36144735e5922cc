# Scripts for QGIS's own Python, which is not the one that runs the tests.
collect_ignore = ["read_layers.py"]
