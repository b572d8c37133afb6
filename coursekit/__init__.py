"""What runs the course: the command line, the lab, grading."""

import sys

# jsonschema, which nbformat imports, would let it build a grammar of addresses: more than a second
# of each start. No schema of Jupyter's asks for an IRI, and where it is missing jsonschema goes on.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
