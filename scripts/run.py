#!/usr/bin/env python3
"""The chores of this project by one command: python scripts/run.py [NAME [its own options]]."""

import sys

from chores import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
