#!/usr/bin/env python3
"""Writes the Grafana dashboards as JSON, or checks that the committed JSON is what would be written."""

import argparse
import json
import sys
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from mps_dashboards import drilldown, overview

HERE = Path(__file__).resolve().parent


def rendered() -> dict[str, str]:
    """File name -> contents; the same bytes every time."""
    boards = [overview.build(), drilldown.build()]
    return {
        f"{board.uid}.json": json.dumps(board, cls=JSONEncoder, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        for board in boards
    }


def differences(folder: Path) -> list[str]:
    """One line for each file that is missing, left over or not what the source says."""
    wanted = rendered()
    found = {path.name: path.read_bytes() for path in folder.glob("*.json") if path.is_file()}
    lines = [f"{folder / name}: missing" for name in wanted if name not in found]
    lines += [f"{folder / name}: has no source" for name in found if name not in wanted]
    both = wanted.keys() & found.keys()
    lines += [f"{folder / name}: differs from its source" for name in sorted(both) if found[name] != wanted[name].encode()]
    return lines


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--output", type=Path, default=HERE / "dashboards", help="folder to write to or to check")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not up to date")
    chosen = arguments.parse_args()
    if chosen.check:
        lines = differences(chosen.output)
        for line in lines:
            print(f"{line}; run grafana/generate.py", file=sys.stderr)
        return 1 if lines else 0
    chosen.output.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (chosen.output / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
