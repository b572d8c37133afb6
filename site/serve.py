"""Show the built website on this machine: `make site-serve`."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BUILT = Path(__file__).resolve().parents[1] / "build" / "site"


class Handler(SimpleHTTPRequestHandler):
    """Give files with the types that a browser insists on, whatever the system's own table says."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet about what went well."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Listen on this machine alone, for the files of a folder; port 0 is any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def main() -> int:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description="Show the built website on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="0 is any that is free")
    port = parser.parse_args().port
    if not (BUILT / "index.html").exists():
        print("There is no website yet; `make site` builds it.", file=sys.stderr)
        return 2
    try:
        listening = server(BUILT, port)
    except OSError as error:
        print(f"Port {port} cannot be had ({error.strerror}); try --port 0.", file=sys.stderr)
        return 2
    print(f"http://localhost:{listening.server_port}/  (Ctrl+C ends it)", flush=True)
    try:
        listening.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
