"""Lets `python -m truceline.cli` run the command line."""

from truceline.cli.main import main

main()
