"""Who is in the class of a hub, and where it may lie."""

import pwd
import stat

import pytest
from try_hub import accounts, install
from try_hub.__main__ import main
from try_hub.accounts import make_accounts
from try_hub.place import HubError, Member, Place, read_class


def test_class_is_read_with_its_roles(tmp_path):
    file = tmp_path / "class.csv"
    file.write_text(
        "\ufeffid,name,role\nina,Ina,Instructor\nada,Ada,\nben-2,Ben,learner\n", "utf-8"
    )
    assert read_class(file) == (
        Member("ina", "instructor"),
        Member("ada", "learner"),
        Member("ben-2", "learner"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id\nAda Lovelace\n", "line 2: 'Ada Lovelace' is no name of an account"),
        ("name\nada\n", "line 2: '' is no name of an account"),
        ("id,role\nada,boss\n", "line 2: role 'boss'; use one of instructor, assistant, learner"),
        ("id,role\nina,instructor\nina,learner\n", "line 3: ina is there already"),
        ("id\nada\n", "nobody teaches; give somebody the role `instructor`"),
        ("id,role\n../root,instructor\n", "'../root' is no name of an account"),
    ],
)
def test_list_that_cannot_be_a_class_is_refused(tmp_path, text, said):
    file = tmp_path / "class.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HubError) as refused:
        read_class(file)
    assert said in str(refused.value)


def test_list_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(HubError, match="cannot be read"):
        read_class(tmp_path / "none.csv")
    (tmp_path / "class.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HubError, match="cannot be read"):
        read_class(tmp_path / "class.csv")


def test_account_of_this_machine_is_not_touched(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts, "run", lambda *words, **settings: pytest.fail(str(words)))
    name = pwd.getpwuid(0).pw_name
    with pytest.raises(HubError, match=f"has an account {name} that is not of this hub"):
        make_accounts(Place(tmp_path), [Member(name, "instructor")])


def test_python_in_somebodys_home_is_not_taken(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    python = home / "python3"
    python.touch(mode=0o755)
    home.chmod(stat.S_IRWXU)
    assert not install.open_to_all(python)
    with pytest.raises(HubError, match=r"No Python 3\.11 or newer that all accounts can run"):
        install.find_python(str(python))


def test_faults_are_a_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert main([]) == 2
    assert "only root may: sudo make hub" in capsys.readouterr().err
    monkeypatch.setattr("os.geteuid", lambda: 0)
    for words, said in {
        ("--remove", "--folder", str(tmp_path / "none")): "There is no hub in",
        ("--remove", "--folder", str(tmp_path)): "is no folder that this made",
        ("--port", "70000", "--folder", str(tmp_path)): "--port 70000 is no port",
        ("--users", str(tmp_path / "none.csv")): "cannot be read",
    }.items():
        assert main(words) == 2
        assert said in capsys.readouterr().err
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert main(["--folder", str(closed / "hub"), "--port", "18999"]) == 2
    assert "only its owner may enter" in capsys.readouterr().err
