"""`python -m show_of_hands`, as JupyterHub starts it: its environment says where to listen."""

import asyncio
import logging
import os

from jupyterhub.services.auth import HubOAuth

from show_of_hands.service import serve


async def main() -> None:
    """Serve until the hub ends the process."""
    # Warnings are refusals, and JupyterHub's library names whom it refuses; faults are logged.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    address, prefix = (os.environ[f"JUPYTERHUB_SERVICE_{name}"] for name in ("URL", "PREFIX"))
    serve(address, prefix, HubOAuth.instance())
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
