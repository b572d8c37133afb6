"""The people of a class on a hub, and what they do in JupyterLab."""

import os

from support.running_hub import Hub

PREFIX = f"hub{os.getpid() % 10000}-"
"""Of the accounts, so that they are nobody's of this machine."""
ROLES = {"instructor": "instructor", "assistant": "assistant", "ada": "learner", "ben": "learner"}


def account(name: str) -> str:
    """Return the account of somebody of the class."""
    return PREFIX + name


class Desk:
    """Somebody's JupyterLab on the hub, in a window of their own."""

    def __init__(self, hub: Hub, chromium, name: str) -> None:
        self.hub, self.name = hub, name
        self.context = chromium.new_context(viewport={"width": 1400, "height": 1000})
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.page.goto(f"{hub.address}/hub/login")
        self.page.get_by_label("Username").fill(account(name))
        self.page.get_by_label("Password").fill(hub.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"**/user/{account(name)}/lab**")
        self.page.locator(".jp-Launcher, .jp-MarkdownViewer").first.wait_for()

    @property
    def server(self) -> str:
        """The address of their server."""
        return f"{self.hub.address}/user/{account(self.name)}"

    def menu(self) -> list[str]:
        """What nbgrader's menu offers."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.locator(".lm-Menu-item:visible").first.wait_for()
        items = self.page.locator(".lm-Menu-item:visible .lm-Menu-itemLabel")
        found = [text.strip() for text in items.all_inner_texts()]
        self.page.keyboard.press("Escape")
        return found

    def assignments(self) -> None:
        """Open the list of units, fresh."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.get_by_role("menuitem", name="Assignment List").click()
        self.page.locator("#refresh_assignments_list").click()

    def close(self) -> None:
        self.context.close()
