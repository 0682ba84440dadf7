#!/usr/bin/env python3
"""Makes `benches/FIGURES.md` and the README's table "Beside the others" from one run of all programs, on a quiet machine.

    cargo build --release && PATH=$PWD/target/release:$PATH benches/figures.py

The programs are taken from PATH (pupitre, presenterm, deckhand, mdp, echo; ruff and taplo for `check`); missing ones are left
out. On a busy machine nothing is written: the tables are printed with a warning. Needs Linux and Python 3.9.
"""
import argparse
import contextlib
import io
import os
import re
import statistics
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import check  # noqa: E402
import peers  # noqa: E402

# Above this load other programs distort the times.
MOST_LOAD = 1.0
BESIDE = ["pupitre", "presenterm", "deckhand", "mdp"]

HEAD = """# Figures

Made by

    benches/figures.py --rounds {rounds}

in one run, one program after the other in each round. Times run from spawn (or key) to the bytes of the awaited words, read raw from
a pseudo-terminal of 120x40 that answers what xterm answers. Absolute times tell of the machine; the ratios are what to read. The
recording of the show is written in all of them. The flood of 300 keys is drained before anything is drawn, as in `deckhand`.

"""


def cell(results, measure, program, with_p99=False):
    """A median in the form of the README's table; a dash if there is none."""
    values = results.samples.get(measure, {}).get(program)
    if not values:
        return "–"
    if None in values:
        return f"nothing within {peers.TIMEOUT:.0f} s"
    short = lambda value: f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 or value == 0 else f"{value:.2f}"
    middle = short(statistics.median(values)).replace("0.0", "0") if statistics.median(values) == 0 else short(statistics.median(values))
    return middle + (f" ({short(sorted(values)[min(len(values) - 1, int(len(values) * 0.99))])})" if with_p99 else "")


def beside(results):
    """The README's table."""
    echo = cell(results, "first paint, 20 slides (ms)", "echo")
    rows = [
        (f"first slide of 20, ms (`echo`: {echo})", "first paint, 20 slides (ms)", False),
        ("first slide of 5,000, ms", "first paint, 5000 slides (ms)", False),
        ("memory at 20 slides, MiB", "peak memory, 20 slides (MiB)", False),
        ("memory at 5,000 slides, MiB", "peak memory, 5000 slides (MiB)", False),
        ("key to screen, ms (99th percentile)", "key to screen (ms)", True),
        ("300 keys at once, ms", "300 keys at once (ms)", False),
        ("wake-ups a second when idle", "idle wake-ups a second", False),
        ("in a terminal that answers no query, ms", "first paint, 20 slides, silent terminal (ms)", False),
        ("binary, MiB", "binary (MiB)", False),
    ]
    lines = ["| | " + " | ".join(BESIDE) + " |", "|---|" + "---:|" * len(BESIDE)]
    for words, measure, with_p99 in rows:
        lines.append("| " + " | ".join([words] + [cell(results, measure, program, with_p99) for program in BESIDE]) + " |")
    return "\n".join(lines)


def write_readme(table):
    path = os.path.join(HERE, "..", "README.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    written, count = re.subn(r"\| \| pupitre \| presenterm \|.*?(?=\n\n)", lambda _: table, text, count=1, flags=re.S)
    if count != 1:
        sys.exit("README.md has no table that begins with `| | pupitre | presenterm |`")
    with open(path, "w", encoding="utf-8") as file:
        file.write(written)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--check-rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, default=5.0, help="seconds of idling to count wake-ups in")
    arguments = parser.parse_args()
    programs = [it for it in peers.PROGRAMS if it.path]
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        wanted = argparse.Namespace(rounds=arguments.rounds, slides="20,1000,5000", idle=arguments.idle)
        results = peers.measure(programs, folder, wanted)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        peers.stand(before, programs, arguments.rounds)
        peers.table(results, programs)
        print("\n## Checking")
        check.tables(argparse.Namespace(rounds=arguments.check_rounds, decks=check.DECKS))
    figures, table = HEAD.format(rounds=arguments.rounds) + said.getvalue(), beside(results)
    print(figures, table, sep="\n")
    if before >= MOST_LOAD:
        sys.exit(f"\nThe load was {before:.2f} before: nothing is written. Run it on a quiet machine.")
    with open(os.path.join(HERE, "FIGURES.md"), "w", encoding="utf-8") as file:
        file.write(figures)
    write_readme(table)


if __name__ == "__main__":
    main()
