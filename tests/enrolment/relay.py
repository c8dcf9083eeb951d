"""A mail relay on the loopback that a test can put into any mood."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Relay(socketserver.ThreadingTCPServer):
    """Just enough of SMTP (RFC 5321) to take a mail, refuse it, or hang up."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood: str) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mood = mood
        self.port = self.server_address[1]
        self.messages: list[str] = []
        self.commands: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Relay

    def handle(self) -> None:
        self.say("220 relay.example")
        while line := self.rfile.readline().decode().strip():
            self.server.commands.append(line)
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.take()
            elif verb == "RCPT" and self.server.mood == "refuses":
                self.say("550 no such user")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 relay.example")

    def take(self) -> None:
        if self.server.mood == "busy":
            self.say("451 try again later")
            return
        self.say("354 go on")
        message = b""
        while not message.endswith(b"\r\n.\r\n"):
            message += self.rfile.readline()
        if self.server.mood == "hangs up":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.server.messages.append(message.decode())
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def relay(mood: str = "well") -> Iterator[Relay]:
    with Relay(mood) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
