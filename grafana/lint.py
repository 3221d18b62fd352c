#!/usr/bin/env python3
"""Reads dashboards and says where they break a rule of dashboard-linter; exit 1 if one does or cannot be read."""

import argparse
import sys
from pathlib import Path

from checks.linter import exclusions, lint
from checks.reading import UnreadableDashboard, read_dashboard

HERE = Path(__file__).resolve().parent


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="*", type=Path, help="dashboards; left out: those of this folder")
    files = arguments.parse_args().files or sorted((HERE / "dashboards").glob("*.json"))
    failed = False
    for path in files:
        try:
            board = read_dashboard(path)
        except UnreadableDashboard as error:
            print(error, file=sys.stderr)
            return 1
        listed = path.with_name(".lint")
        excluded = exclusions(listed) if listed.exists() else []
        for finding in lint(board):
            if not any(one.covers(finding, board["title"]) for one in excluded):
                print(f"{path}: {finding}", file=sys.stderr)
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
