"""JupyterLab's server as ``python -m jupyterlab`` runs it, up a second earlier."""

import runpy

from coursekit.json_schema import load_jsonschema

if __name__ == "__main__":
    load_jsonschema()
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
