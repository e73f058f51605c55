"""The load of `wrk`, where that is installed: it takes far less of the machine than a generator in Python, and leaves it to the servers."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from scripts.benchmarks.load import CONNECTIONS, Subject

# Requests come from a file, each behind its length; where each may be sent once, there must be enough of them.
SCRIPT: Final = """
local requests, nextone, once, good, bad = {}, 0, false, "", nil
function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  once, good = arguments[2] == "once", arguments[3]
  local length = file:read("*l")
  while length do
    requests[#requests + 1] = file:read(tonumber(length))
    length = file:read("*l")
  end
end
function request()
  if once and nextone == #requests then wrk.thread:set("short", true) end
  nextone = nextone + 1
  return requests[(nextone - 1) % #requests + 1]
end
function response(status, headers, body)
  if not bad and not string.find(status .. " " .. body, good, 1, true) then
    bad = status .. " " .. body:sub(1, 500)
    wrk.thread:set("bad", bad)
    wrk.thread:stop()
  end
end
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function done(summary, latency)
  local bad = threads[1]:get("bad")
  if threads[1]:get("short") then bad = "more than there were requests: make the rounds shorter (--seconds)" end
  if bad then print("BAD " .. bad) return end
  local delays = {}
  for part = 1, 99 do delays[part] = latency:percentile(part) end
  print(string.format('DONE {"requests": %d, "micros": %d, "delays": [%s]}', summary.requests, summary.duration, table.concat(delays, ",")))
end
"""


def present() -> bool:
    """Say whether wrk is installed."""
    return shutil.which("wrk") is not None


def one_round(subject: Subject, seconds: float, *, core: set[int]) -> None:
    """Load one subject from a core for so many seconds, as fast as it answers; delays are kept as percentiles."""
    left = subject.requests[subject.sent :] if subject.once else subject.requests
    with tempfile.TemporaryDirectory() as folder:
        script, requests = Path(folder, "load.lua"), Path(folder, "requests")
        script.write_text(SCRIPT)
        requests.write_bytes(b"".join(b"%d\n%s" % (len(one), one) for one in left))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script), f"http://127.0.0.1:{subject.port}/"]
        arguments = ["--", str(requests), "once" if subject.once else "often", subject.good.decode().lstrip()]
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, core)
        said = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True).stdout
        os.sched_setaffinity(0, before)
    told = json.loads(said.partition("DONE ")[2] or "null")
    if told is None:
        raise SystemExit(f"{subject.name} answered {said.partition('BAD ')[2] or said}")
    subject.sent += told["requests"] + CONNECTIONS
    subject.rates.append(told["requests"] * 1e6 / told["micros"])
    subject.delays += [micros / 1e6 for micros in told["delays"]]
