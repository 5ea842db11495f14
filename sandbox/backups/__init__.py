"""Backups of a whole data directory, their restore, and the archive that restores to an instant.

`taking` writes a backup into a store, `restoring` makes a data directory of one; `archive` follows a running
server's commits, `replaying` makes files of them again. A backup is named by a rename and so is a restored
directory: neither is ever seen half done. See: docs/backup.md, docs/decisions/0013-backups.md.
"""
