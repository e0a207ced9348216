"""Bringing an archive in: lines of JSON become stories, quickly, and again without doubling.

``lines`` reads and refuses, ``mapping`` turns other papers' lines into ours, ``contract`` checks
one line against docs/contracts/import.md, ``fast_path`` writes batches, ``run`` drives them.
"""

from midad.stories.services.importing.mapping import MAPPINGS
from midad.stories.services.importing.run import ImportReport, import_stories

__all__ = ["MAPPINGS", "ImportReport", "import_stories"]
