#!/usr/bin/env python3
"""Measures Pupitre beside other terminal presenters, in one run. Each round runs all programs.

    benches/peers.py --rounds 25 > peers.md

The programs are taken from PATH (pupitre, presenterm, deckhand, mdp, echo); missing ones are left out.
Each gets a deck with the same words. Times are from the start or the key to the bytes of the expected marker, read
directly from a pseudo-terminal, without an emulator. Needs Linux and Python 3.9, nothing else.
"""
import argparse
import fcntl
import os
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

SIZE = (120, 40)
TIMEOUT = 20.0
MARKER = "SLIDE-{:05d}"
CODE = "fn item(x: u64) -> u64 {\n    let y = x * 3 + 1; // once\n    y\n}\n"
# Every fourth slide has code, so that the timed keys include the first highlighting.
WITH_CODE = 4


def words(number):
    return (f"Slide **{number}**, with *text* and `code`.\n\n- first point\n- second point\n- third point\n"
            + (f"\n```rust\n{CODE}```\n" if number % WITH_CODE == 0 else ""))


def pupitre_deck(slides):
    head = 'format = 1\ntitle = "Bench"\nduration = "1h"\n[[section]]\ntitle = "All"\n'
    return head + "".join(
        f"[[section.slide]]\ntitle = \"{MARKER.format(n)}\"\nbody = '''\n{words(n)}'''\n" for n in range(1, slides + 1))


def presenterm_deck(slides):
    return "".join(f"{MARKER.format(n)}\n===\n\n{words(n)}\n<!-- end_slide -->\n\n" for n in range(1, slides + 1))


def ruled_deck(slides):
    return "\n---\n\n".join(f"# {MARKER.format(n)}\n\n{words(n)}" for n in range(1, slides + 1))


def mdp_deck(slides):
    """mdp has no fences, so code is indented."""
    indented = "".join(f"    {line}\n" for line in CODE.splitlines())
    return ruled_deck(slides).replace(f"```rust\n{CODE}```\n", indented)


class Program:
    def __init__(self, name, deck, ending, arguments, keys, first=MARKER.format(1)):
        self.name, self.deck, self.ending, self.arguments, self.keys = name, deck, ending, arguments, keys
        # A text on its first page.
        self.first = first
        self.path = shutil.which(name.split()[0])

    def command(self, folder, slides):
        if self.deck is None:
            return [self.path, MARKER.format(1)]
        file = os.path.join(folder, f"{self.name.split()[0]}-{slides}{self.ending}")
        if not os.path.exists(file):
            with open(file, "w", encoding="utf-8") as out:
                out.write(self.deck(slides))
        return [self.path, *self.arguments, file]


PROGRAMS = [
    Program("echo", None, "", [], None),
    Program("pupitre", pupitre_deck, ".toml", [], {"next": b"n"}),
    # A replay begins with the contents.
    Program("pupitre replay", pupitre_deck, ".toml", ["replay"], None, "Bench"),
    Program("presenterm", presenterm_deck, ".md", [], {"next": b"n"}),
    Program("deckhand", ruled_deck, ".md", [], {"next": b" "}),
    Program("mdp", mdp_deck, ".md", ["-f", "-t"], {"next": b"j"}),
]

# Queries to the terminal, and xterm's answers.
ANSWERS = [
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
    (re.compile(rb"\x1b\[14t"), b"\x1b[4;800;1200t"),
    (re.compile(rb"\x1b\[16t"), b"\x1b[6;20;10t"),
    (re.compile(rb"\x1b\[18t"), b"\x1b[8;40;120t"),
]
SEQUENCE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[_PX^].*?\x1b\\|\x1b[ -/]*[0-~]", re.S)


def run(path, *arguments):
    """The standard output of a program, to read its version."""
    try:
        return subprocess.run([path, *arguments], capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


class Terminal:
    """A program on its own pseudo-terminal."""

    def __init__(self, command, silent=False):
        self.silent, self.written, self.asked = silent, bytearray(), bytearray()
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], SIZE[0] * 10, SIZE[1] * 20))
        keep = {key: value for key, value in os.environ.items() if key in ("HOME", "PATH", "USER", "TZ")}
        # Each show has its own state folder. Otherwise it would offer to resume a killed one.
        self.state = tempfile.mkdtemp()
        environment = dict(keep, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", XDG_STATE_HOME=self.state)
        slave_name = os.ttyname(slave)
        # A session leader that opens a terminal by name makes it its controlling terminal.
        actions = [(os.POSIX_SPAWN_OPEN, 0, slave_name, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1),
                   (os.POSIX_SPAWN_DUP2, 0, 2)]
        self.started = time.perf_counter()
        self.pid = os.posix_spawn(command[0], command, environment, file_actions=actions, setsid=True)
        self.slave = slave

    def read(self, timeout):
        """Reads output for a limited time and answers queries. Returns the time at which output arrived."""
        if not select.select([self.master], [], [], max(0.0, timeout))[0]:
            return None
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return None
        now = time.perf_counter()
        self.written += data
        if not self.silent:
            self.asked += data
            for question, answer in ANSWERS:
                for _ in question.findall(self.asked):
                    os.write(self.master, answer)
            last = self.asked.rfind(b"\x1b")
            complete = last < 0 or SEQUENCE.match(self.asked, last)
            self.asked = bytearray() if complete else self.asked[last:]
        return now

    def wait_for(self, marker, start, timeout=TIMEOUT):
        """The time at which the marker was written after byte `start`, ignoring sequences; `None` if it was not."""
        end = time.perf_counter() + timeout
        marker = marker.encode()
        while True:
            left = end - time.perf_counter()
            now = self.read(left) if left > 0 else None
            if now is None:
                return None
            part = bytes(self.written[start:])
            if marker in part or marker in SEQUENCE.sub(b"", part):
                return now

    def settle(self, quiet=0.1, timeout=5.0):
        """Reads until there is no output for a while. Returns the time of the last byte."""
        last, end = None, time.perf_counter() + timeout
        while time.perf_counter() < end:
            now = self.read(quiet)
            if now is None:
                return last
            last = now
        return last

    def send(self, keys):
        os.write(self.master, keys)

    def status(self, field):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status", encoding="ascii", errors="replace") as lines:
                total += sum(int(line.split()[1]) for line in lines if line.startswith(field + ":"))
        return total

    def peak(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0) / 1024

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.master)
        os.close(self.slave)
        shutil.rmtree(self.state, ignore_errors=True)


class Results:
    def __init__(self):
        self.samples = {}

    def add(self, measure, program, value):
        self.samples.setdefault(measure, {}).setdefault(program, []).append(value)


def first_paint(program, folder, slides, silent, results):
    label = f"first paint, {slides} slides{', silent terminal' if silent else ''} (ms)"
    terminal = Terminal(program.command(folder, slides), silent)
    try:
        at = terminal.wait_for(program.first, 0)
        results.add(label, program.name, None if at is None else (at - terminal.started) * 1000)
        if at is not None and not silent and program.deck:
            results.add(f"peak memory, {slides} slides (MiB)", program.name, terminal.peak())
    finally:
        terminal.close()


def start(program, folder, slides=20):
    terminal = Terminal(program.command(folder, slides))
    terminal.wait_for(MARKER.format(1), 0)
    terminal.settle(0.3)
    return terminal


def keys(program, folder, results):
    """The time from each key to its slide, including the first code slide, and the bytes once the output is quiet."""
    terminal = start(program, folder)
    try:
        for number in range(2, 18):
            before, pressed = len(terminal.written), time.perf_counter()
            terminal.send(program.keys["next"])
            at = shown(terminal, number, before)
            results.add("key to screen (ms)", program.name, None if at is None else (at - pressed) * 1000)
            if at is None:
                return
            terminal.settle(0.05, 2.0)
            results.add("bytes a slide change", program.name, len(terminal.written) - before)
    finally:
        terminal.close()


def shown(terminal, number, before):
    """The time at which a slide's number is written. A program that writes only changes may write only the last digits."""
    end = time.perf_counter() + 3
    last = f"{number:05d}"
    while time.perf_counter() < end:
        now = terminal.read(end - time.perf_counter())
        if now is None:
            return None
        text = SEQUENCE.sub(b" ", bytes(terminal.written[before:])).decode("utf-8", "replace")
        if MARKER.format(number) in text.replace(" ", "") or any(last.endswith(part) for part in text.split() if part.isdigit()):
            return now
    return None


def idle(program, folder, results, seconds):
    terminal = start(program, folder)
    try:
        for state, typed in [("", b""), (", clock shown", b"nip")]:
            if typed and program.name != "pupitre":
                continue
            # `n` starts the clock, `i` shows it, and `p` goes back to where the talk began.
            terminal.send(typed) if typed else None
            terminal.settle(0.5)
            before, until = terminal.status("voluntary_ctxt_switches"), time.perf_counter() + seconds
            while time.perf_counter() < until:
                terminal.read(until - time.perf_counter())
            woken = terminal.status("voluntary_ctxt_switches") - before
            results.add(f"idle wake-ups a second{state}", program.name, woken / seconds)
    finally:
        terminal.close()


def flood(program, folder, results, count=300):
    """Sends keys as fast as the terminal accepts them, and measures the time of the last byte of output."""
    terminal = start(program, folder, 1000)
    try:
        before, pressed = len(terminal.written), time.perf_counter()
        terminal.send(program.keys["next"] * count)
        last = terminal.settle(0.5, 20.0)
        results.add(f"{count} keys at once (bytes)", program.name, len(terminal.written) - before)
        # A resize makes every program draw the whole slide, which shows whether all keys were read.
        before = len(terminal.written)
        fcntl.ioctl(terminal.slave, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1] - 1, SIZE[0] - 1, 0, 0))
        arrived = terminal.wait_for(MARKER.format(count + 1), before, 3.0)
        results.add(f"{count} keys at once (ms)", program.name, (last - pressed) * 1000 if last and arrived else None)
    finally:
        terminal.close()


def measure(programs, folder, arguments):
    results = Results()
    decks = [int(count) for count in arguments.slides.split(",")]
    for turn in range(arguments.rounds):
        print(f"round {turn + 1} of {arguments.rounds}", file=sys.stderr)
        for slides in decks:
            for silent in [False, True] if slides == decks[0] else [False]:
                for program in programs:
                    first_paint(program, folder, slides, silent, results)
        shows = [program for program in programs if program.keys]
        for program in shows:
            keys(program, folder, results)
        if turn < 3:
            for program in shows:
                flood(program, folder, results)
        if turn == 0:
            for program in shows:
                idle(program, folder, results, arguments.idle)
    for program in (it for it in programs if " " not in it.name):
        results.add("binary (MiB)", program.name, os.path.getsize(os.path.realpath(program.path)) / (1 << 20))
    return results


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(samples, program, other):
    mine, theirs = samples.get(program), samples.get(other)
    if not mine or not theirs or None in mine or None in theirs or not statistics.median(theirs):
        return "–"
    return f"{statistics.median(mine) / statistics.median(theirs):.2f}"


def table(results, programs):
    print("| measure | program | min | median | p99 | × echo | × presenterm | n |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for label, samples in results.samples.items():
        for program in programs:
            values = samples.get(program.name)
            if not values:
                continue
            good = sorted(value for value in values if value is not None)
            if len(good) < len(values):
                print(f"| {label} | {program.name} | – | failed {len(values) - len(good)} of {len(values)} | – | – | – | {len(values)} |")
                continue
            p99 = good[min(len(good) - 1, int(len(good) * 0.99))]
            cells = [label, program.name, number(good[0]), number(statistics.median(good)), number(p99),
                     ratio(samples, program.name, "echo"), ratio(samples, program.name, "presenterm"), str(len(good))]
            print("| " + " | ".join(cells) + " |")


def stand(before, programs, rounds):
    """The state of the machine, and the measured programs."""
    missing = [it.name for it in PROGRAMS if not it.path]
    print(f"{os.cpu_count()} cores, load {before:.2f} before and {os.getloadavg()[0]:.2f} after, {SIZE[0]}x{SIZE[1]}, "
          f"{rounds} rounds" + (f"; not on PATH: {', '.join(missing)}" if missing else "") + "\n")
    for program in programs:
        if program.name not in ("echo", "pupitre replay"):
            said = (run(program.path, "--version") or run(program.path, "-v")).splitlines()
            print(f"- {program.name}: {said[0] if said else 'says no version'}")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--slides", default="20,1000,5000", help="the sizes of the decks; the first for a silent terminal too")
    parser.add_argument("--idle", type=float, default=5.0, help="seconds of idling to count wake-ups in")
    parser.add_argument("--only", default="", help="names of programs, with commas between")
    arguments = parser.parse_args()
    wanted = [name for name in arguments.only.split(",") if name]
    programs = [it for it in PROGRAMS if it.path and (not wanted or it.name in wanted)]
    with tempfile.TemporaryDirectory() as folder:
        before = os.getloadavg()[0]
        results = measure(programs, folder, arguments)
    stand(before, programs, arguments.rounds)
    table(results, programs)


if __name__ == "__main__":
    main()
