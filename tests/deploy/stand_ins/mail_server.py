"""A mail server that takes every mail and prints it."""

import socketserver


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 mail.paper.example")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.take()
            self.say("221 bye" if word == b"QUIT" else "250 mail.paper.example")

    def take(self) -> None:
        self.say("354 go on")
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            print(line.decode(errors="replace"), end="", flush=True)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


if __name__ == "__main__":
    socketserver.ThreadingTCPServer(("127.0.0.1", 25), Talk).serve_forever()
