"""How well the extraction does on texts that people annotated: python -m benchmarks.accuracy --help."""
