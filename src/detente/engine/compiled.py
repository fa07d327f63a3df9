"""The one door to the compiler: kernels are plain functions over arrays, compiled where numba is installed.

Files of kernels (`kernels`, `ensemble.kernels`) put `@compiled` on their functions and are imported only where they
are about to be used, so that a command on a small board never waits for a compiler. Machine code is kept on disk and
reused by later processes. With NUMBA_DISABLE_JIT=1 the same functions run as Python, which is how their branches are
counted in tests.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar, cast

BLAS = "scipy.linalg.cython_blas"
"""What Numba needs to compile products of matrices, of which kernels have none."""

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def available() -> bool:
    """Return whether kernels can be compiled here; it takes no time to ask."""
    return importlib.util.find_spec("numba") is not None


def compiled(kernel: Kernel) -> Kernel:
    """Return a kernel compiled on first use for the types that it is given; it lets other threads run."""
    return _made(kernel)


def inner(kernel: Kernel) -> Kernel:
    """Return a step of other kernels, compiled on first use. Only kernels may call it: Python has no way in.

    To compile that way in would take as long as to compile the step.
    """
    return _made(kernel, no_cpython_wrapper=True)


def inset(kernel: Kernel) -> Kernel:
    """Return a step of one other kernel, compiled as part of that one and not by itself."""
    return _made(kernel, inline="always")


@functools.cache
def _numba() -> Any:
    """Import the compiler without SciPy's linear algebra, which takes as long again.

    Numba loads that only to learn whether it is there. For this moment an empty module stands in its place; whoever
    has products of matrices compiled gets the true one then.
    """
    import numba

    if BLAS not in sys.modules:
        sys.modules[BLAS] = ModuleType(BLAS)
        try:
            with contextlib.suppress(ImportError):  # it is only quicker to start if this part is where it was
                importlib.import_module("numba.np.arraymath")
        finally:
            del sys.modules[BLAS]
    return numba


def _made(kernel: Kernel, **more: Any) -> Kernel:
    # Nobody calls a kernel from C, and none divides by zero: what would serve that is not compiled.
    options: dict[str, Any] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True, "error_model": "numpy", **more}
    return cast("Kernel", _numba().njit(**options)(kernel))
