"""How quickly the portal answers a click, on a bank with many customers. See: __main__.py."""
