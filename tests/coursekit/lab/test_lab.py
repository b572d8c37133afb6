"""`coursekit lab` against a real JupyterLab; the browser shows more in tests/system/browser."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import webbrowser

import pytest
from support.coursekit_folder import make_course, save, with_verdicts

from coursekit.cli import main
from coursekit.course import Course
from coursekit.lab import lab_server as server


@contextlib.contextmanager
def running_lab(root, *options):
    """Run the command, with settings of its own, until the address is printed or it ends."""
    os.environ["JUPYTER_RUNTIME_DIR"] = str(root / "runtime")  # undone by the fixture
    environment = os.environ | {
        "COURSEKIT_ROOT": str(root),
        "JUPYTER_CONFIG_DIR": str(root / "config"),
        "JUPYTER_DATA_DIR": str(root / "data"),
    }
    command = [sys.executable, "-m", "coursekit", "lab", "--no-browser", *options]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    process.lines = []
    for line in process.stdout:
        process.lines.append(line)
        if line.startswith("Ctrl-C"):
            break
    try:
        yield process
    finally:
        process.terminate()
        process.lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module", autouse=True)
def _own_variables():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_RUNTIME_DIR", "")
        for name in ("COURSEKIT_ROOT", "COURSEKIT_WORK", "JUPYTER_TOKEN"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("course"))
    with running_lab(course.root) as process:
        yield course, process


def address(process):
    return next(line.split()[1] for line in process.lines if line.startswith("Open "))


def ask(process, path, method="GET", body=None):
    """Ask the server for a path below its root and return the answer's text."""
    url, token = address(process).split("?token=")
    headers = {"Authorization": f"token {token}"}
    request = urllib.request.Request(
        url.replace("lab/tree/START.md", path), body, headers, method=method
    )
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


def test_it_says_in_few_lines_what_it_does_and_the_address(opened):
    course, process = opened
    lines = [line.rstrip() for line in process.lines if "root, as in a container" not in line]
    assert lines[0] == f"Copied to {course.work}: 01_first, 03_stride."
    assert lines[1].startswith(f"Your work is in {course.work}")
    assert lines[2] == "Starting JupyterLab …"
    assert lines[3].startswith("Open  http://localhost:")
    assert len(lines) == 5


def test_the_address_answers(opened):
    _, process = opened
    with urllib.request.urlopen(address(process)) as answer:
        assert "jupyter-config-data" in answer.read().decode()


def test_markdown_opens_rendered_and_nothing_pops_up(opened):
    _, process = opened
    for plugin, name, value in [
        ("@jupyterlab/docmanager-extension:plugin", "markdown", "Markdown Preview"),
        ("@jupyterlab/apputils-extension:notification", "fetchNews", "false"),
    ]:
        schema = json.loads(ask(process, f"lab/api/settings/{plugin}"))["schema"]["properties"]
        defaults = {key: field.get("default") for key, field in schema.items()}
        defaults |= defaults.get("defaultViewers") or {}
        assert defaults[name] == value


def test_the_instructor_s_tools_are_off(opened):
    _, process = opened
    page = ask(process, "lab")
    config = json.loads(
        page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    )
    assert "@jupyter/nbgrader" in config["disabledExtensions"]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        ask(process, "formgrader")


def test_kernels_begin_with_the_course_loaded(opened):
    _, process = opened
    spec = json.loads(ask(process, "api/kernelspecs"))["kernelspecs"]["python3"]["spec"]
    assert spec["argv"][-1] == "--IPKernelApp.extra_extensions=convtutor.notebook"
    assert spec["argv"][0] == sys.executable


def test_saving_a_notebook_brings_the_start_page_up_to_date(opened):
    course, process = opened
    made = {"type": "notebook", "content": with_verdicts("01_first", one=3.0)}
    path = "api/contents/01_first/01_first.ipynb"
    ask(process, path, "PUT", json.dumps(made).encode())
    page = (course.work / "START.md").read_text(encoding="utf-8")
    assert "3\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}6" in page


def test_the_layout_of_tabs_is_kept_with_the_work(opened):
    course, process = opened
    # The first one, which is no fresh one: JupyterLab would open its file browser for that.
    (kept,) = (course.work / ".jupyter/workspaces").iterdir()
    assert json.loads(kept.read_text())["data"] == {"layout-restorer:data": {}}
    body = json.dumps({"data": {"tabs": 1}, "metadata": {"id": "default"}}).encode()
    ask(process, "lab/api/workspaces/default", "PUT", body)
    server.keep_file_browser_closed(course)  # does not touch what is there
    assert json.loads(kept.read_text())["data"] == {"tabs": 1}


def test_a_second_one_says_the_address_of_the_first_and_opens_it(opened, monkeypatch, capsys):
    course, process = opened
    seen = []
    monkeypatch.setattr(server, "has_browser", lambda: True)
    monkeypatch.setattr(webbrowser, "open", seen.append)
    assert server.open_lab(course, port=None, browser=True, options=[]) == 0
    assert f"already running there: {address(process)}" in capsys.readouterr().out
    assert seen[0].startswith("file:")
    assert server.open_lab(course, port=None, browser=False, options=[]) == 0
    assert len(seen) == 1


def test_prepared_folder_has_the_units_and_the_start_page_and_no_server(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("coursekit.lab.lab_server.lab_command", None)  # nothing is started
    course = make_course(tmp_path)
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    monkeypatch.delenv("COURSEKIT_WORK", raising=False)
    assert main(["lab", "--prepare"]) == 0
    assert {path.name for path in course.work.iterdir()} == {"01_first", "03_stride", "START.md"}
    assert "Copied to" in capsys.readouterr().out


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])
def test_address_of_a_container_is_that_of_its_host(everywhere):
    url = f"http://{socket.gethostname()}:8888/"
    record = {"hostname": everywhere, "url": url, "token": "abc"}
    assert server.address(record) == "http://localhost:8888/lab/tree/START.md?token=abc"
    record["hostname"] = socket.gethostname()  # asked for by name
    assert server.address(record) == f"{url}lab/tree/START.md?token=abc"


def test_a_server_of_another_folder_is_not_taken_for_this_one(opened, tmp_path):
    assert server.find_server(tmp_path) is None


def test_the_record_of_a_server_that_is_gone_counts_for_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    record = {"pid": os.getpid(), "root_dir": str(tmp_path), "hostname": "localhost", "port": port}
    save(tmp_path / "jpserver-1.json", record)
    assert server.find_server(tmp_path) is None


@pytest.mark.system
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_without_question_or_traceback(tmp_path, number):
    course = make_course(tmp_path)
    with running_lab(course.root) as process:
        process.send_signal(number)
        process.lines += process.stdout.readlines()
        assert process.wait() == 0
    shown = "".join(process.lines)
    assert "Stopping JupyterLab" in shown
    assert "Traceback" not in shown
    assert "y/[n]" not in shown
    assert server.find_server(course.work) is None


@pytest.mark.system
def test_server_starts_without_the_grammar_of_addresses_and_is_jupyterlab():
    ours, jupyters = (
        subprocess.run(
            [sys.executable, "-X", "importtime", "-m", module, "--version"],
            capture_output=True,
            text=True,
            check=True,
        )
        for module in ("coursekit.lab.serve", "jupyterlab")
    )
    assert ours.stdout == jupyters.stdout
    assert "lark" not in ours.stderr, "it is compiled by lark, which takes a second"


def test_server_whose_threads_wait_for_ever_is_ended_all_the_same(monkeypatch, capsys):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True)"
    monkeypatch.setattr(server, "SECONDS_TO_STOP", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", f"{deaf}; time.sleep(600)"], stdout=subprocess.PIPE
    ) as child:
        child.stdout.readline()  # it is deaf by now
        assert server._stop(child) == 0
    assert child.returncode == -signal.SIGKILL
    assert "Stopping JupyterLab" in capsys.readouterr().out


@pytest.mark.system
def test_options_reach_jupyterlab_and_its_exit_code_comes_back(tmp_path):
    make_course(tmp_path)
    with running_lab(tmp_path, "--no-such-option") as process:
        process.lines += process.stdout.readlines()
        assert process.wait() == 2
    assert any("no-such-option" in line for line in process.lines)


def test_a_port_in_use_is_a_sentence_before_anything_starts(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSEKIT_ROOT", str(make_course(tmp_path).root))
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["lab", "--no-browser", "--port", str(port)]) == 2
    shown = capsys.readouterr()
    assert f"Port {port} is in use" in shown.err
    assert "Starting" not in shown.out


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Make a course, and record the command of JupyterLab instead of running it."""
    commands = []
    monkeypatch.setattr(
        server, "_run_server", lambda course, command: commands.append(command) or 0
    )
    monkeypatch.setenv("COURSEKIT_ROOT", str(make_course(tmp_path).root))
    return commands


def test_without_a_browser_there_is_a_note_and_none_is_tried(started, monkeypatch, capsys):
    def none():
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert main(["lab"]) == 0
    assert "no browser to open" in capsys.readouterr().out
    assert "--no-browser" in started[0]


def test_a_browser_that_shows_only_text_is_none(monkeypatch):
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    assert not server.has_browser()
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("firefox"))
    assert server.has_browser()


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_is_allowed_with_a_note(started, monkeypatch, capsys, user, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    main(["lab", "--no-browser"])
    assert ("--allow-root" in started[0]) is allowed
    assert ("You are root" in capsys.readouterr().out) is allowed


def test_a_given_port_is_used_and_no_other(started):
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    main(["lab", "--no-browser", "--port", str(port), "--ip", "0.0.0.0"])
    assert f"--ServerApp.port={port}" in started[0]
    assert "--ServerApp.port_retries=0" in started[0]
    assert started[0][-2:] == ["--ip", "0.0.0.0"]


@pytest.mark.parametrize(
    "options", [["--debug"], ["--log-level=INFO"], ["--ServerApp.log_level=0"]]
)
def test_jupyter_is_quiet_unless_asked(started, options):
    main(["lab", "--no-browser"])
    main(["lab", "--no-browser", *options])
    quiet = "--Application.log_level=ERROR"
    assert [quiet in command for command in started] == [True, False]


def test_the_children_find_the_environment_s_programs_first(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/somewhere")
    environment = Course(tmp_path).child_environment()
    programs, rest = environment["PATH"].split(os.pathsep)
    assert os.path.dirname(sys.executable) == programs
    assert rest == "/somewhere"
    assert environment["COURSEKIT_PREFIX"] == sys.prefix
