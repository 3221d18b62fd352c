"""What a test needs of the machine it runs on."""

import os

import pytest


def need(found, missing: str):
    """Without it the test fails: one that is left out in silence proves nothing. MPS_ALLOW_SKIPS leaves it out."""
    if found:
        return
    if os.environ.get("MPS_ALLOW_SKIPS"):
        # Also where a whole file needs it.
        pytest.skip(missing, allow_module_level=True)
    pytest.fail(f"{missing}; MPS_ALLOW_SKIPS=1 leaves out the tests that need it", pytrace=False)
