"""``python -m coursekit.desk SOCKET``, as jupyter-server-proxy starts it."""

import asyncio
import sys

from coursekit.course import find_course
from coursekit.desk.server import serve

if __name__ == "__main__":
    asyncio.run(serve(find_course(), sys.argv[1]))
