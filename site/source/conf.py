"""How Sphinx builds the pages. It reads a copy of this folder, with the units' pages beside it."""

from docutils import nodes
from sphinx.application import Sphinx

project = "Convolution filters and feature maps"
author = "the authors of the course"
copyright = "code: MIT; prose and pictures: CC BY 4.0"
language = "en-GB"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
]

exclude_patterns = ["_parts"]
templates_path = ["_templates"]

# Notebooks come with all that is shown; nothing runs here.
nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]

# The API. Docstrings are numpydoc; what stands between single backticks is code.
autodoc_member_order = "bysource"
autodoc_typehints = "none"
default_role = "code"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "pydata_sphinx_theme"
html_title = "Convolution, hands on"
html_favicon = "_static/favicon.svg"
html_context = {"default_mode": "auto"}
html_static_path = ["_static"]
html_css_files = ["controls.css", "site.css"]
html_js_files = [("site.mjs", {"type": "module"}), ("work.mjs", {"type": "module"})]
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_last_updated_fmt = None
html_sidebars = {
    "index": [],
    "work": [],
    "install": [],
    "explorer": [],
    "network": [],
    "practice": [],
    "units/*": ["on-this-page"],
    "units/index": [],
}
html_theme_options = {
    "logo": {"text": "Convolution, hands on"},
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": {
        "*": ["page-toc"],
        "index": [],
        "explorer": [],
        "network": [],
        "practice": [],
        "units/*": [],
    },
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
copybutton_exclude = ".linenos, .gp"


def name_corners(app: Sphinx, page: nodes.document) -> None:
    """Give the empty corner of a table a word for those who listen: a header must say something."""
    for head in page.findall(nodes.thead):
        for entry in head.findall(nodes.entry):
            if not entry.astext():
                word = nodes.inline("", "what", classes=["visually-hidden"])
                entry.children = [nodes.paragraph("", "", word)]


def setup(app: Sphinx) -> None:
    """Hear of each page when it has been read."""
    app.connect("doctree-read", name_corners)
