"""The commands that act on a running Sandbank, one module per group.

Each module has `register(commands)`, which adds its parsers, and functions that take the parsed options and
give an exit code. They talk to the server through the Python SDK, as any client does, and never to the
engine. The SDK and rich are imported where they are used: `sandbank --help` loads neither.
See: connection.py (whom to talk to), output.py (how to say it), refusals.py (what could not be done).
"""
