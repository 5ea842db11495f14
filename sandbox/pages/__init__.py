"""The static pages that the server has of its own: the API reference, and a page for every problem."""
