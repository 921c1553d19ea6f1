"""`python -m termination`: the command line."""

from termination.reporting.cli import main

main(prog_name="termination")
