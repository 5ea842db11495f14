"""Histories: months of realistic customers that a bank lives through. See docs/concepts/histories.md."""
