"""Goal: send exercises away or fetch answers: by TCP, UDP, names, or sockets of this machine."""

import socket

from system.attacks.attack import attempt, doing


def test_no_connection_gets_out(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as named,
    ):
        server.settimeout(0.05)
        abstract.bind("\0attack-on-grading")
        named.bind(str(tmp_path / "s"))
        (tmp_path / "s").chmod(0o777)
        for one in (abstract, named):
            one.listen()
            one.settimeout(0.05)
        attack = doing(
            f"""
            import socket
            places = [
                (socket.AF_INET, {server.getsockname()!r}),
                (socket.AF_INET, ("192.0.2.1", 80)),
                (socket.AF_UNIX, chr(0) + "attack-on-grading"),
                (socket.AF_UNIX, {str(tmp_path / "s")!r}),
            ]
            for family, place in places:
                try:
                    with socket.socket(family) as one:
                        one.settimeout(0.3)
                        one.connect(place)
                        one.send(b"hello")
                        print("connected", place)
                except OSError as error:
                    print("refused", error)
            try:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
                    one.sendto(b"hello", ("192.0.2.1", 53))
                    print("connected by UDP")
            except OSError as error:
                print("refused", error)
            try:
                print("connected", socket.getaddrinfo("example.org", 80))
            except OSError as error:
                print("refused", error)
            """
        )
        said = attempt(attack).said
        for one in (server, abstract, named):
            try:
                one.accept()
            except TimeoutError:
                continue
            raise AssertionError("somebody has connected from inside the box")
    assert "connected" not in said
    assert said.count("refused") >= 6
