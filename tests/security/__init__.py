"""Security of the whole: who may do what, what is kept out, and what is kept secret."""
