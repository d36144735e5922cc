"""What is off limits, and what each reading counts, in words: the same on pages and figures."""

from cocashift.publish.results import Publication

__all__ = ["areas", "of_readings"]


def of_readings(publication: Publication) -> dict[str, str]:
    """Name the zones of each reading: all of the first, and of a wider one those it adds."""
    words, before, told = publication.words, [], {}
    for reading, tiers in publication.scenarios.items():
        zones = [
            words.zone(zone)
            for zone, definition in publication.definitions.items()
            if definition["tier"] in tiers and zone in publication.zones
        ]
        added = [zone for zone in zones if zone not in before]
        key = "index.and_so" if before else "index.these"
        told[reading] = words(key, zones=", ".join(added)) if added else ""
        before = zones
    return told


def areas(publication: Publication) -> str:
    """Name the areas; off limits is told only of years in which there was spraying."""
    until = publication.sprayed[1]
    if publication.years[1] <= until:
        return publication.words("finding.areas")
    return publication.words("finding.areas.then", until=until)
