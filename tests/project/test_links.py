"""Links and pictures in the notebooks lead somewhere, for learners as well."""

import re

import pytest
from support.course_copy import ROOT, UNITS, read_unit

LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]+src=[\"']([^\"']+)")


def links_of(folder, unit):
    text = "\n".join(c.source for c in read_unit(ROOT, folder, unit).cells if c.cell_type != "code")
    return [markdown or html for markdown, html in LINK.findall(text)]


@pytest.mark.parametrize("unit", UNITS)
def test_links_to_the_web_are_secure_and_whole(unit):
    web = [link for link in links_of("solutions", unit) if "://" in link]
    assert web, "a unit has further reading"
    assert not [link for link in web if not re.fullmatch(r"https://[\w.-]+\.[a-z]+(/\S*)?", link)]


@pytest.mark.parametrize("unit", UNITS)
def test_files_that_are_linked_travel_with_the_unit(unit):
    # A learner's copy holds the folder notebooks/<unit>/, and the start page beside it.
    pages = ("://", "../START.md#Glossary", "attachment:")
    files = [link for link in links_of("notebooks", unit) if not any(p in link for p in pages)]
    folder = ROOT / "notebooks" / unit
    assert not [link for link in files if not (folder / link.split("#")[0]).exists()]
