"""A stock Firefox that Playwright can drive: ``firefox.launch(channel="moz-firefox")`` speaks WebDriver BiDi with it.

Playwright begins each context with commands of the standard's draft that this Firefox does not know (one up to 153, four in 140), and
gives up. This script is started in Firefox's place, with its path as the first argument; it starts Firefox, passes on what both say, and
says that such a command is done. So colors and media are not emulated in Firefox. And where a page gives a file that it made itself (a blob), Firefox names no
navigation, without which Playwright overlooks the download: its address serves as well.
"""

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application
from tornado.websocket import WebSocketHandler, websocket_connect

#: What the answer to an unknown command holds: one of these commands is asked for a name.
DONE = {"collector": "none"}
DOWNLOADS = {"browsingContext.downloadWillBegin", "browsingContext.downloadEnd"}
LISTENS = re.compile(r"(WebDriver BiDi listening on ws://127\.0\.0\.1:)(\d+)")
MOST = 2**28  # bytes of a message: screenshots and long addresses


class Between(WebSocketHandler):
    """One connection of Playwright's, and Firefox's end of it."""

    def initialize(self, port: int) -> None:
        self.address = f"ws://127.0.0.1:{port}/session"

    def check_origin(self, origin: str) -> bool:
        return True

    async def open(self) -> None:
        self.firefox = await websocket_connect(
            self.address, on_message_callback=self.answered, max_message_size=MOST, ping_interval=0
        )

    def answered(self, message: str | bytes | None) -> None:
        if message is None:
            self.close()
        elif self.ws_connection:
            event = json.loads(message)
            if event.get("error") == "unknown command":
                message = json.dumps({"type": "success", "id": event["id"], "result": DONE})
            elif event.get("method") in DOWNLOADS and not event["params"]["navigation"]:
                event["params"]["navigation"] = event["params"]["url"]
                message = json.dumps(event)
            self.write_message(message)

    async def on_message(self, message: str | bytes) -> None:
        await self.firefox.write_message(message)

    def on_close(self) -> None:
        self.firefox.close()


async def main(*command: str) -> int:
    """Start Firefox, and say where to talk with it instead; return its exit status."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=PIPE)
    assert firefox.stderr
    async for line in firefox.stderr:
        text = line.decode(errors="replace")
        if found := LISTENS.search(text):
            sockets = bind_sockets(0, "127.0.0.1")
            between = Application([("/session", Between, {"port": int(found[2])})], websocket_max_message_size=MOST)
            HTTPServer(between).add_sockets(sockets)
            text = LISTENS.sub(rf"\g<1>{sockets[0].getsockname()[1]}", text)
        sys.stderr.write(text)
        sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
