"""What several endpoints are given, described once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

SHAPE = r"^[^./\\:*?\"<>|\x00-\x20\x7f][^/\\:*?\"<>|\x00-\x1f\x7f]*\.[yY][aA]?[mM][lL]$"
"""About how names of scenarios look; the folder itself is stricter, and says in words what is wrong."""

Name = Annotated[
    str,
    Path(description="the file of a scenario in the folder", max_length=200, json_schema_extra={"pattern": SHAPE}),
]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="how many to leave out")]
Limit = Annotated[int, Query(ge=1, le=500, description="how many at most")]
