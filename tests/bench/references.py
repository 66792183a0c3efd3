"""What kept pages are compared with: the same bytes, handed out by the least there is."""

import base64
import json
import urllib.request

# What a server writes itself, anew for each answer.
_OF_THE_SERVER = {"connection", "content-length", "date", "server", "transfer-encoding"}


def save(url, folder):
    """Write the page at `url` into `folder`; return the file for `bare`, and the headers."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - ours
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        body = answer.read()
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name.lower() not in _OF_THE_SERVER
        }
    file = folder / "page.json"
    encoded = base64.b64encode(body).decode("ascii")
    file.write_text(json.dumps({"headers": headers, "body": encoded}), "utf-8")
    (folder / "static").mkdir()
    (folder / "static" / "page.html.gz").write_bytes(body)
    return file, headers


def static_site(port, folder, headers):
    """Return the site of nginx that hands out the saved page, precompressed, as /page.html.

    It says the same headers, and notes requests in the log as the newspaper's does.
    """
    # nginx says these two itself of a precompressed file.
    own = {"content-encoding", "content-type", "etag"}
    added = "".join(
        f'        add_header {name} "{value}";\n'
        for name, value in headers.items()
        if name.lower() not in own
    )
    return f"""
server {{
    listen 127.0.0.1:{port};
    server_tokens off;
    access_log {folder}/static.log newsroom buffer=64k flush=5s;
    location / {{
        root {folder}/static;
        gzip_static always;
        charset utf-8;
{added}    }}
}}
"""
