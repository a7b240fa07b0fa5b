"""How are the pages built? By Sphinx, with the reference written from the code."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from cleanclaim import __version__

project = "cleanclaim"
author = "The cleanclaim developers"
copyright = "The cleanclaim developers; Apache-2.0"
release = __version__
extensions = ["myst_parser", "generated"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "cleanclaim"
html_show_sourcelink = False
nitpicky = False
