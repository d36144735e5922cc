"""The pictures of the guides show what a run publishes; `make pictures` draws them anew."""

import os
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT

# Fonts and antialiasing differ between machines; a page that changed differs in more than letters.
STRONG, SHARE = 64, 0.03
PICTURES = {
    "change": ("maps", "#place=52835&at=4.644,-72.919,5.5"),
    "tutorial": ("reserve", "#place=86568&unit=municipal_reserve:Ribera&at=0.495,-76.2,10"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guides_is_what_the_run_shows(name, visit, request):
    built, at = PICTURES[name]
    folder = request.getfixturevalue(built)
    folder = folder / "maps/reserve" if built == "reserve" else folder
    page = visit("change.html", folder, at=at)
    page.wait_for_timeout(500)
    drawn = Image.open(BytesIO(page.screenshot())).convert("RGB")
    path = ROOT / f"docs/{name}.png"
    if os.environ.get("COCASHIFT_RECORD"):
        drawn.save(path, optimize=True)
    with Image.open(path) as kept:
        assert kept.size == drawn.size
        apart = np.abs(np.asarray(kept.convert("RGB"), int) - np.asarray(drawn, int)).max(axis=2)
    assert (apart > STRONG).mean() < SHARE, "`make pictures`, and look at them"
