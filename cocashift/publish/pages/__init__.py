"""Pages that need no network, and the maps in them."""
