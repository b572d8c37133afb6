"""Make a failed check fail its cell when a notebook is run by nbval.

The package names this module as a pytest plugin, so it works for any notebook in any folder.
"""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Tell the kernels that nbval starts that a failed check must raise."""
    if config.getoption("--nbval", False) or config.getoption("--nbval-lax", False):
        os.environ.setdefault("CONVLIB_CHECK_RAISES", "1")
