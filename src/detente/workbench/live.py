"""Jobs as everybody sees them: a stream of events, for as long as somebody listens.

A listener who is slow misses steps of a job, never its last state, so that nothing piles up for anybody.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from detente.workbench.jobs import Job, Jobs

LOOK = 0.2
"""Seconds between two looks at what is new."""

TELL = 1.0
"""Seconds after which a job that runs is told again, since its time goes on."""

PULSE = 10.0
"""Seconds after which it is seen whether the listener may still listen, and something is sent, whatever happens."""

Pack = Callable[[Job], str]
May = Callable[[], Awaitable[bool]]


async def live(jobs: Jobs, pack: Pack, most: int, seconds: float, may: May) -> AsyncIterator[str]:
    """Yield events: first `all` of the newest jobs, at `most` so many, then each `job` of which there is something new.

    Ends after so many seconds, when the workbench ends, and when the listener may listen no longer; who then wants to
    know more connects again and is told all once more.
    """
    jobs.watch()
    first = jobs.listed()
    seen = max((job.change for job in first), default=0)
    yield _event("all", f"[{','.join(pack(job) for job in first[:most])}]")
    ends, told, pulse = (time.monotonic() + after for after in (seconds, TELL, PULSE))
    while not jobs.ending and (now := time.monotonic()) < ends:
        await asyncio.sleep(min(LOOK, ends - now))
        new = list(jobs.changed(seen))
        seen = max([seen, *(job.change for job in new)])
        if now > told:
            told = now + TELL
            new += [job for job in jobs.listed() if job.state == "running" and job not in new]
        for job in new:
            yield _event("job", pack(job))
        if now > pulse:
            pulse = now + PULSE
            if not await may():
                return
            yield ":\n\n"


def _event(kind: str, data: str) -> str:
    return f"event: {kind}\ndata: {data}\n\n"
