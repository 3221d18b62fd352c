"""A throw-away copy of this machine's system: an overlay in a mount namespace, for tests that install packages."""

import os
import subprocess
from pathlib import Path

from running import until

MAKE = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$0"
mkdir "$0/upper" "$0/work" "$0/merged"
mount -t overlay overlay -o "lowerdir=/,upperdir=$0/upper,workdir=$0/work" "$0/merged"
mount -t proc proc "$0/merged/proc"
mount --rbind /dev "$0/merged/dev"
touch "$0/merged/overlay-is-ready"
exec sleep 600
"""


class Overlay:
    """Commands run in a copy whose every change is gone at the end; needs root."""

    def __init__(self, folder: Path):
        self.folder = folder / "overlay"
        self.folder.mkdir()
        self.holder = subprocess.Popen(["unshare", "--mount", "bash", "-c", MAKE, str(self.folder)])
        self.root = Path(f"/proc/{self.holder.pid}/root{self.folder}/merged")

    def __enter__(self):
        def ready():
            assert self.holder.poll() is None, "the overlay could not be mounted"
            return (self.root / "overlay-is-ready").exists()
        try:
            until("an overlay", ready, seconds=20)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.holder.kill()
        self.holder.wait(10)

    def command(self, *arguments: str) -> list[str]:
        """The command line, outside, of a command inside; the process keeps its id."""
        return ["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "chroot", f"{self.folder}/merged", *arguments]

    def freeze(self, writable: str):
        """Makes the copy read-only, but for one folder, which is empty then and keeps its owner and mode."""
        owner = os.stat(f"{self.root}{writable}")
        options = f"uid={owner.st_uid},gid={owner.st_gid},mode={owner.st_mode & 0o777:o}"
        root = f"{self.folder}/merged"
        script = f"mount -t tmpfs -o {options} tmpfs {root}{writable} && mount -o remount,ro {root}"
        subprocess.run(["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", "sh", "-c", script], check=True, timeout=60)

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, check=False,
                              env={"PATH": os.environ["PATH"], "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"})
