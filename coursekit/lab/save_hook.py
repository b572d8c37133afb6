"""What JupyterLab does after each save; named in lab_config/jupyter_server_config.py."""

from typing import Any

from jupyter_server.services.contents.manager import ContentsManager


def refresh_start_page(
    model: dict[str, Any], contents_manager: ContentsManager, **others: object
) -> None:
    """Bring the points on the start page up to date after a notebook was saved.

    Parameters
    ----------
    model : dict
        What was saved.
    contents_manager : ContentsManager
        What saved it; a failure goes into its log.
    **others
        Not used (Jupyter also gives the path).
    """
    if model["type"] != "notebook":
        return
    try:
        # Imported here, so that whatever is wrong with the course cannot keep the lab from opening.
        from coursekit.course import find_course
        from coursekit.progress.points import write_start_page

        write_start_page(find_course())
    except Exception as error:  # whatever it is, it must not spoil the learner's save
        contents_manager.log.error("The start page was not brought up to date: %s", error)
