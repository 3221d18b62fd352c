"""A round in which servers took turns."""

from dataclasses import dataclass

from .load import Load


@dataclass
class Round:
    """What each server did, and its resident MiB afterwards; the handover is the longer one of before and after."""

    handover: float
    loads: list[Load]
    resident: list[float]
