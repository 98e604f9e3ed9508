"""Corredor's library: everything that can be said without a screen."""
