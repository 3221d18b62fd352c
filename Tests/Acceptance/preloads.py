"""Libraries of `fixtures/` that a program loads before all others, in place of functions that never fail on demand."""

import shutil
import subprocess
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def preloading(folder: Path, name: str) -> dict[str, str]:
    """Compiles `fixtures/name.c` in a folder; the variables of a program that is to load it."""
    library = folder / f"{name}.so"
    compiler = shutil.which("clang") or "cc"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, FIXTURES / f"{name}.c", "-ldl"], check=True,
                   timeout=60)
    return {"LD_PRELOAD": str(library)}
