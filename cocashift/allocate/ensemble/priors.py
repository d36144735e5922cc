"""What is assumed before the data speak: docs/intervals.md argues each of these."""

import numpy as np

# ASSUME: before the data speak, coca in a zone is as dense as around it, give or take (one standard
# deviation of the logarithm) a factor 3.5 per area, 2.2 per hectare of footprint, and 1.65 per
# hectare of sampled cells, which tell how much grew where and not only that something did.
RATIO_SD = {"areal": 1.25, "footprint": 0.8, "cells": 0.5}
# ASSUME: what keeps coca out of one zone or draws it in (state presence, tenure, roads) is partly
# the same in others, so their log ratios correlate.
RATIO_CORRELATION = 0.35
# ASSUME: parks and reserves were drawn where few people live, so by area their density is centred
# on 0.5 and 0.75 of the surroundings'; per hectare of footprint or of cells on 1, as they show who
# came.
RATIO_CENTRE = {
    "areal": {"park": np.log(0.5), "reserve": np.log(0.75)},
    "footprint": {},
    "cells": {},
}
# ASSUME: contrasts between municipalities mislead about contrasts inside them (aggregation bias) by
# a factor of 7 (one standard deviation).
AGGREGATION_SD = 2.0
# ASSUME: in the regression, a ratio or a department's level beyond a factor of 7 or 3 is doubtful.
RIDGE_RATIO_SD, RIDGE_LEVEL_SD = 2.0, 1.0
FEWEST_TOWNS = 10
# ASSUME: a zone's density ratio wanders about its mean over the years by a factor of 1.57 (one
# standard deviation), and from one year to the next by one of 1.35; nobody knows which way.
YEAR_SD, YEAR_CORRELATION = 0.45, 0.78
# ASSUME: the coca of a municipality amounts to about 6 independent patches (2.5 to 14 in 80 %).
PATCHES, PATCHES_LOG_SD = 6.0, 0.65
# ASSUME: between two years, 40 to 90 % of what places the patches stays.
PERSISTENCE = (0.40, 0.90)
# ASSUME: hectares per hectare of footprint rise or fall with how dense the footprint is.
FOOTPRINT_POWER_SD = 0.25
FOOTPRINT_POWER_RANGE = (0.6, 2.0)
# ASSUME: up to a tenth of the coca lies off the footprint (raster cells of 1 km, other borders).
FOOTPRINT_LEAK = 0.10
# ASSUME: hectares of a year follow those of the cells in proportion, give or take; up to a fifth
# lies where no sampled cell is near, since four in five were not sampled.
CELLS_POWER_SD, CELLS_LEAK = 0.15, 0.20
# ASSUME: nobody knows the sign of a tilt inside municipalities: frontier draws, remoteness repels.
TILT_SD = {"areal": 0.5, "footprint": 0.3, "cells": 0.2}
