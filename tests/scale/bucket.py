"""A bucket on this machine: what Google Cloud Storage answers when it is asked what there is."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class Bucket:
    """Objects are the files below a folder, under `prefix`; `address` is where it listens."""

    def __init__(self, folder: Path, prefix: str):
        names = {f"{prefix}/{path.relative_to(folder)}": path for path in folder.rglob("*")}
        objects = {name: _object(name, path) for name, path in names.items() if path.is_file()}
        self.asked = asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                path, query = parts.path.split("/"), parse_qs(parts.query)
                asked.append(self.path)
                found = {"kind": "storage#bucket", "name": "bucket"}
                if path[-1] == "o":
                    begin = query.get("prefix", [""])[0]
                    found = {"items": [o for n, o in objects.items() if n.startswith(begin)]}
                elif path[-2] == "o":
                    found = objects.get(unquote(path[-1]))
                body = json.dumps(found or {"error": {"code": 404, "message": "none"}}).encode()
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _object(name: str, path: Path) -> dict:
    made = "2026-01-01T00:00:00.000Z"
    size = str(path.stat().st_size)
    return {"kind": "storage#object", "name": name, "bucket": "bucket", "size": size} | {
        "updated": made,
        "timeCreated": made,
        "generation": "1",
    }
