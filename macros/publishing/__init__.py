"""A site, whole or not at all: the running build, all outputs, what is wrong with them, the exchange, the bundle."""
