"""python -m cleanclaim."""

from cleanclaim.cli import main

main()
