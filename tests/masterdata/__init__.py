"""Master data: what may be said of parties, places, products, certificates and listings."""
