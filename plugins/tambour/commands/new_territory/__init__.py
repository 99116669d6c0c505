"""`tambour nouveau`: a territory's own repository, written from answers or from a file of them."""
