"""What tables show: one row per column, one module per table."""
