"""Real gateways on this machine, for tests: an HTTP server and an SMTP server that answer, or misbehave, as told."""

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qsl

SILENCE = "silence"
"""Take all that is sent, then say nothing until the client gives up."""
DEATH = "death"
"""Take all that is sent, then close the line."""


class HttpGateway:
    """Answers each request with the next of `answers`: a status, (status, JSON), SILENCE or DEATH; then 200."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.taken = []
        self.over = threading.Event()

    @property
    def bodies(self):
        return [body for _path, _headers, body in self.taken]

    def next_answer(self):
        return self.answers.pop(0) if self.answers else 200


@contextmanager
def http_gateway(*answers):
    """A gateway with its `url`."""
    gateway = HttpGateway(*answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            is_json = "json" in self.headers["Content-Type"]
            body = json.loads(sent) if is_json else dict(parse_qsl(sent.decode()))
            gateway.taken.append((self.path, self.headers, body))
            answer = gateway.next_answer()
            if answer == SILENCE:
                gateway.over.wait(30)
            if isinstance(answer, str):
                self.close_connection = True
                return
            status, said = answer if isinstance(answer, tuple) else (answer, {"ok": answer == 200})
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            said = json.dumps(said).encode()
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args):
            """Nothing."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler), gateway.over) as port:
        gateway.url = f"http://127.0.0.1:{port}"
        yield gateway


class MailGateway:
    """Answers each step (`mail`, `rcpt`, `data`, `end`) as `answers` say: a code, SILENCE or DEATH."""

    def __init__(self, **answers):
        self.answers = answers
        self.taken = []
        self.over = threading.Event()


class MailTalk(StreamRequestHandler):
    """One client's talk with the mail server; its gateway is the server's."""

    def handle(self):
        self.say(220)
        while (line := self.rfile.readline()) and self.go_on(line.decode().split(":")[0].split()[0].lower()):
            pass

    def go_on(self, verb):
        answers = self.server.gateway.answers
        if verb != "data" or verb in answers:
            return self.say(answers.get(verb, 250))
        self.say(354)
        self.server.gateway.taken.append(self.read_letter())
        return self.say(answers.get("end", 250))

    def read_letter(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, answer):
        if answer == SILENCE:
            self.server.gateway.over.wait(30)
        if answer in {SILENCE, DEATH}:
            return False
        self.wfile.write(f"{answer} word\r\n".encode())
        return True


@contextmanager
def mail_gateway(**answers):
    """A mail server with its `port`."""
    gateway = MailGateway(**answers)
    server = ThreadingTCPServer(("127.0.0.1", 0), MailTalk)
    server.gateway = gateway
    with serving(server, gateway.over) as port:
        gateway.port = port
        yield gateway


@contextmanager
def serving(server, over):
    """The server in a thread of its own, until the block ends."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
