"""A learner who uses no mouse, in JupyterLab: to an exercise, into its cell, out again, checked."""

from system.browser.notebook_page import NotebookPage, expect

UNIT = "03_stride"
RIGHT = (
    "def conv_output_size(input_size, kernel_size, stride=1, padding=0):\n"
    "    return (input_size + 2 * padding - kernel_size) // stride + 1"
)


def test_exercise_is_reached_written_and_checked_by_keyboard_alone(page, lab):
    unit = NotebookPage(page, lab, UNIT)
    exercise, check = unit.cell("conv_output_size"), unit.cell("check-conv_output_size")
    press = page.keyboard.press
    press("Escape")  # out of whatever is edited: now the arrow keys go from cell to cell
    for _ in range(3):  # the title, the environment, the imports
        press("Shift+Enter")
    for _ in range(len(unit.saved_cells())):
        if "jp-mod-active" in (exercise.get_attribute("class") or ""):
            break
        press("ArrowDown")
    press("Enter")
    press("ControlOrMeta+a")
    page.keyboard.insert_text(RIGHT)
    press("Shift+Enter")
    expect(check).to_contain_class("jp-mod-active")
    press("Shift+Enter")
    expect(check.locator(".jp-OutputArea-output").first).to_contain_text("4 of 4 points")

    # Larger type, by the menus' own keys: for what one reads, for code, and for the menus.
    unit.choose("Settings", "Theme")
    for said in ("Increase Content Font Size", "Increase Code Font Size", "Increase UI Font Size"):
        expect(page.locator(".lm-Menu-itemLabel", has_text=said)).to_be_visible()
