"""Intervals for the hectares inside zones, from an ensemble of areal-interpolation models.

Municipal totals do not say where inside a municipality coca grows. One model of that hides how
little is known; bounds that assume nothing are too wide to use. Here every draw is one complete
account of the country: a weighting surface, a density ratio for every zone, and a patchy placing of
each municipality's hectares. The 10th and 90th percentile over the draws are an 80 % interval.

In municipality m with H hectares in year t, piece i gets

    x_it = H_mt g_it e_it / sum_j g_jt e_jt,      sum_i x_it = H_mt,      x_it <= area_i

    pi_i ~ q_i exp(sum of theta_z over the zones of i)   expected share, adding up to 1 in m
    g_it ~ Gamma(kappa pi_i)                             placing in patches (Dirichlet shares)
    e_it = exp(sum of d_zt over the zones of i)          how the year's ratio differs, either way

with q the member's surface, theta the log density ratio of a zone to its surroundings, and kappa
the number of patches a municipality's coca amounts to. docs/intervals.md argues every prior.

References
----------
Goodchild & Lam (1980): areal weighting. Eicher & Brewer (2001), Mennis (2003): dasymetric weights.
Flowerdew & Green (1989): zone densities from source totals. King (1997), Duncan & Davis (1953):
bounds in each unit. Wakefield (2004): priors where the data cannot identify. Ferguson (1973):
Dirichlet process. Bates & Granger (1969), Draper (1995): pooling models.
"""

from cocashift.allocate.ensemble.design import Design
from cocashift.allocate.ensemble.draws import Placement, place
from cocashift.allocate.ensemble.gridded import place_grid
from cocashift.allocate.ensemble.keeping import keep, kept
from cocashift.allocate.ensemble.members import Member
from cocashift.allocate.ensemble.summary import intervals, summarise
from cocashift.allocate.ensemble.summing import Sums, Union, joined, sums

__all__ = [
    "Design",
    "Member",
    "Placement",
    "Sums",
    "Union",
    "intervals",
    "joined",
    "keep",
    "kept",
    "place",
    "place_grid",
    "summarise",
    "sums",
]
