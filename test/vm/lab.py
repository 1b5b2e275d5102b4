#!/usr/bin/python3
"""Runs the installer, and does something when it says something.

usage: lab.py ANSWERS [WHEN DO]...
       lab.py --watch SECRET...     looks for secrets in the command lines of all programs, for ever
  WHEN  step-started:ID, step-finished:ID
        inside:ID        its first command or progress
        working:ID       a step that says nothing while it works: its first program, or its first write to a disk
        command:ID:TEXT  a command of the step that ends with TEXT begins
        nth:ID:NUMBER    the command of the step with this number begins; the first one is 1
  DO    kill (SIGKILL), or a line of shell that is carried out while the installer ($INSTALLER) is stopped

Prints one line of JSON: how it ended, the steps it began and ended, what it said.
"""

import glob
import json
import os
import signal
import subprocess
import sys
import time


def matches(when, event, commands):
    name, _, rest = when.partition(":")
    step, _, text = rest.partition(":")
    if event.get("id") != step:
        return False
    if name == "inside":
        return event["event"] in ("command", "progress")
    if name == "command":
        return event["event"] == "command" and " ".join(event["argv"]).endswith(text)
    if name == "nth":
        return event["event"] == "command" and commands[step] == int(text)
    if name == "working":
        return event["event"] == "step-started"
    return event["event"] == name


def written():
    """Writes that each disk has carried out (stat(5) of the block layer in the kernel's documentation)."""
    counts = {}
    for path in glob.glob("/sys/block/[snv]*/stat"):
        with open(path, encoding="ascii") as file:
            counts[path] = file.read().split()[4]
    return counts


def wait_for_work(child):
    before = written()
    while child.poll() is None and written() == before:
        with open(f"/proc/{child.pid}/task/{child.pid}/children", encoding="ascii") as file:
            if file.read().strip():
                return


def act(when, what, child):
    if when.startswith("working:"):
        wait_for_work(child)
    if what == "kill":
        os.kill(child.pid, signal.SIGKILL)
        return
    os.kill(child.pid, signal.SIGSTOP)
    try:
        subprocess.run(["sh", "-c", what], check=True, env={**os.environ, "INSTALLER": str(child.pid)})
    finally:
        os.kill(child.pid, signal.SIGCONT)


def watch(secrets):
    me = str(os.getpid())
    with open("/root/lab/seen", "wb") as seen:
        while True:
            for pid in filter(str.isdigit, os.listdir("/proc")):
                try:
                    with open(f"/proc/{pid}/cmdline", "rb") as file:
                        line = file.read()
                except OSError:
                    continue
                if pid != me and any(secret.encode() in line for secret in secrets):
                    seen.write(line + b"\n")
                    seen.flush()
            time.sleep(0.2)


def keep(result, event):
    kind = event["event"]
    if kind in ("step-started", "step-finished"):
        result[kind[5:]].append(event["id"])
    elif kind == "command":
        result["commands"][event["id"]] = result["commands"].get(event["id"], 0) + 1
    elif kind == "undo":
        result["undone"].append(event["id"] + (": " + event["message"] if event.get("failed") else ""))
    elif kind in ("note", "problem"):
        result["lines"].append(event["line"])
    elif kind == "failed":
        result["failure"] = event["failure"]
    elif kind == "finished":
        result["seconds"] = event["seconds"]
    result["last"] = kind


def main():
    if sys.argv[1] == "--watch":
        watch(sys.argv[2:])
    answers, *rest = sys.argv[1:]
    todo = list(zip(rest[::2], rest[1::2]))
    result = {"started": [], "finished": [], "commands": {}, "lines": [], "undone": []}
    said = ""
    with open("/root/lab/stderr", "w+", encoding="utf8") as complaints:
        command = ["cos-install", "install", answers, "--output", "json"]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True)
        for line in child.stdout:
            if not line.startswith('{"time"'):
                # Before there is a log: problems as one document.
                said += line
                continue
            event = json.loads(line)
            keep(result, event)
            for one in [t for t in todo if matches(t[0], event, result["commands"])]:
                todo.remove(one)
                act(*one, child)
        result["code"] = child.wait()
        complaints.seek(0)
        result["complaints"] = (said + complaints.read())[-2000:]
    result["undone_acts"] = [when for when, _ in todo]
    print(json.dumps(result))


main()
