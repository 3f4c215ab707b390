"""A job worker by plain HTTP, with nothing but Python 3.

    TONGBAN_URL=http://localhost:8080 CLIENT_ID=worker CLIENT_SECRET=... python3 docs/examples/worker.py
"""
import base64
import json
import os
import urllib.error
import urllib.request

URL = os.environ.get("TONGBAN_URL", "http://localhost:8080") + "/v2"
CREDENTIALS = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}".encode()


def call(path, body):
    request = urllib.request.Request(
        URL + path,
        data=json.dumps(body).encode(),
        headers={
            "Authorization": "Basic " + base64.b64encode(CREDENTIALS).decode(),
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


while True:
    # The server holds the request open until there are jobs, for 20 seconds at most.
    jobs = call(
        "/jobs/activation",
        {"type": "greet", "worker": "python", "timeout": 30000, "maxJobsToActivate": 10, "requestTimeout": 20000},
    )["jobs"]
    for job in jobs:
        greeting = "Hello, " + job["variables"].get("who", "nobody")
        try:
            call(f"/jobs/{job['jobKey']}/completion", {"variables": {"greeting": greeting}})
        except urllib.error.HTTPError as problem:
            # 404: somebody else has done it, or the instance has ended.
            print(problem.code, json.load(problem)["detail"])
