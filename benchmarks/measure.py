"""Measuring: least times, peak memory, whole processes, and the machine's name."""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

Row = dict[str, Any]
"""What one row has measured, by name; seconds, MiB and counts."""


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


ADDITIONS = 10_000_000


def pace() -> float:
    """Return how long ten million additions in Python take, the least of three tries.

    By it machines can be compared, and hours of one machine, where little of the work is compiled.
    """

    def add() -> None:
        total = 0
        for number in range(ADDITIONS):
            total += number

    return min(seconds(add) for _ in range(3))


def repeated(measure: Callable[[], Mapping[str, float]], budget: float, most: int = 100) -> dict[str, float]:
    """Return the least of each of some times over repetitions: until `budget` seconds are spent, `most` at most.

    What other jobs take from the machine only ever adds to a time, so the least is nearest to what the work costs.
    """
    least: dict[str, float] = {}
    began = time.perf_counter()
    for _ in range(most):
        for name, taken in measure().items():
            least[name] = min(taken, least.get(name, taken))
        if time.perf_counter() - began > budget:
            break
    return least


@contextmanager
def compiling() -> Iterator[list[Any]]:
    """Note what is compiled to machine code meanwhile; nothing is where the compiler is not loaded."""
    if "numba" not in sys.modules:
        yield []
        return
    from numba.core.event import install_recorder

    with install_recorder("numba:compile") as recorder:
        yield recorder.buffer


def memory() -> float:
    """Return the memory that the process holds now, in MiB; where the system does not tell, the peak so far."""
    return _status("VmRSS")


def peak() -> float:
    """Return the most memory that the process has held since `forget_peak`, in MiB."""
    return _status("VmHWM")


def forget_peak() -> None:
    """Begin anew with the peak, where the system can; else peaks count from the start of the process."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def _status(name: str) -> float:
    try:
        told = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        told = None
    if told:
        return int(told[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in KiB, on macOS in bytes
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


def in_process(kind: str, given: Mapping[str, Any], limit: float, more: Mapping[str, str] | None = None) -> Row:
    """Return what a row measures in a process of its own; `error` tells why there is nothing.

    `limit` is how many seconds it may take; `more` are variables of its environment.
    """
    command = [sys.executable, "-m", "benchmarks.rows", kind, json.dumps(given)]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | dict(more or {})
    began = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {**given, "error": f"not done within {limit:.0f} s"}
    taken = time.perf_counter() - began
    if done.returncode:
        return {**given, "error": _reason(done)}
    found: Row = json.loads(done.stdout.splitlines()[-1])
    return {**given, **found, "process": taken}


def whole(arguments: Sequence[str], times: int) -> Row:
    """Return the median wall time of `detente` with some arguments as a whole process, after one to warm up."""
    command = [sys.executable, "-m", "detente", *arguments]
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        taken.append(time.perf_counter() - began)
        if done.returncode not in (0, 1):  # 1: the answer itself is "there are problems"
            return {"error": _reason(done)}
    return {"seconds": statistics.median(taken[1:])}


def served(folder: Path) -> Row:
    """Return when, after its start, a workbench on a folder has answered with a page, and with what that asks for."""
    import urllib.request  # all other rows begin sooner without

    command = [sys.executable, "-m", "detente", "workbench", str(folder), "--port", "0", "--no-browser"]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        told = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
        found: Row = {}
        for name, path in (("page", ""), ("answers", "api/scenarios")):
            if told:
                urllib.request.urlopen(told.group() + path).read()
                found[name] = time.perf_counter() - began
        process.send_signal(signal.SIGINT)
    return found or {"error": "it does not say where it is"}


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """Return the line in which a process says why it failed."""
    told = [line for line in done.stderr.splitlines() if re.match(r"[\w.]+(Error|Exception|Interrupt)\b", line)]
    return told[-1][:200] if told else f"ended with {done.returncode}"


def machine() -> Row:
    """Return what the figures depend on: processor, cores, versions, and how busy it is."""
    return {
        "processor": _processor(),
        "vectors": _vectors(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": _total(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: _version(name) for name in ("numpy", "numba", "dd")},
        "load": load(),
    }


def load() -> float:
    """Return how many jobs wanted a core in the last minute, on average."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def _processor() -> str:
    try:
        told = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        told = None
    name = told[1] if told else platform.processor() or platform.machine()
    return " ".join(name.replace("(R)", "").replace("(TM)", "").split())


def _vectors() -> str:
    """Return the widest vectors that the processor is known to have, empty where it does not tell."""
    try:
        told = re.search(r"^flags\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        told = None
    flags = told[1].split() if told else []
    return next((name for flag, name in (("avx512bw", "AVX-512"), ("avx2", "AVX2")) if flag in flags), "")


def _total() -> float:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    except (OSError, ValueError):
        return 0.0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
