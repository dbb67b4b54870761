"""What `build_knowledge.py` is made of: reading the source lists, and making the rows of each table from them."""
