"""What the README and its companions claim about the tree is true."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "CONVENTIONS.md", "CONTRIBUTING.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_of_units_is_made_of_the_notebooks_metadata():
    rows = []
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        course = nbformat.read(path, as_version=4).metadata["course"]
        link = f"[`{course['unit']}`](notebooks/{course['unit']}/{course['unit']}.ipynb)"
        optional = " (optional)" if course.get("optional") else ""
        rows.append(f"| {link}{optional} | {course['teaches']} | {course['minutes']} |")
    table = [line for line in README.splitlines() if line.startswith("| [`")]
    assert table == rows


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    # Pages of GitHub, seen from the file as GitHub shows it.
    on_github = [link for link in links if link.startswith("../../actions/workflows/")]
    files = [ROOT / ".github/workflows" / link.split("/")[4] for link in on_github]
    files += [ROOT / link for link in links if link not in on_github]
    assert not [str(file) for file in files if not file.exists()]


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_are_named_exist(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", text, flags=re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("picture", ["one-value", "explorer", "speed"])
def test_picture_is_described_for_those_who_do_not_see_it(picture):
    assert re.search(rf"!\[[^\]]{{80,}}\]\(docs/{picture}\.png\)", README)
