"""How many series are measured, and the simulated accounts that have them."""

from dataclasses import dataclass


@dataclass
class Size:
    """About so many series: an account has some 300 with the usual buckets, some 190 with five."""

    series: int
    accounts: int
    buckets: int | None = None

    def configuration(self, entries):
        if self.buckets is None:
            return {"accounts": entries}
        bounds = [10.0 ** exponent for exponent in range(self.buckets)]
        return {"accounts": entries, "histograms": dict.fromkeys(["wait", "processing", "turnaround"], bounds)}


SIZES = [Size(200, accounts=1, buckets=5), Size(2_000, accounts=7), Size(20_000, accounts=67)]
