"""axe-core on what the course shows: which of its parts a reader could not use."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

axe_package = pytest.importorskip(
    "axe_playwright_python", reason="needs axe-core: pip install axe-playwright-python"
)
AXE = resources.files(axe_package).joinpath("axe.min.js").read_text(encoding="utf-8")

# JupyterLab's page has faults that are not ours; the outputs are ours.
OUTPUTS = ".jp-OutputArea-output"
# JupyterLab skips the layout of what is out of view, and what is skipped is not judged.
SHOW_ALL = "* { content-visibility: visible !important }"


def violations(page: Page, *scopes: str) -> list[str]:
    """Judge a page by all rules that axe-core has switched on, contrast of text among them.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page, settled: what moves or loads is judged as it is at this moment.
    *scopes : str
        CSS selectors: only what lies in one of these is judged. Without any, the whole page.

    Returns
    -------
    list of str
        One entry for each element and each rule that it breaks: the rule, where the element is,
        its HTML, and what would mend it. Text whose contrast axe-core could not work out counts
        too, since nobody has then shown that it can be read. Empty if all is well.

    Raises
    ------
    AssertionError
        If a scope is nowhere on the page, so that nothing would be judged.
    """
    for scope in scopes:
        assert page.locator(scope).count(), f"nothing on the page matches {scope!r}"
    page.add_style_tag(content=SHOW_ALL)
    page.evaluate(AXE)
    found = page.evaluate(RUN, list(scopes))
    unsure = [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    return [
        _describe(rule, node) for rule in found["violations"] + unsure for node in rule["nodes"]
    ]


# Handing over what axe found takes longer than finding it, so only what is read is handed over.
RUN = """async scopes => {
    const found = await axe.run(
        scopes.length ? {include: scopes.map(scope => [scope])} : document,
        {resultTypes: ["violations", "incomplete"]},
    );
    const {violations, incomplete} = found;
    return {violations, incomplete};
}"""


def _describe(rule: dict, node: dict) -> str:
    place = " ".join(json.dumps(part) for part in node["target"])
    mend = " ".join(node.get("failureSummary", "").split())
    return f"{rule['id']} ({rule['impact']}): {rule['help']}\n  {place}\n  {node['html']}\n  {mend}"
