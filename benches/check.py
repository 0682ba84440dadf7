#!/usr/bin/env python3
"""Measures `pupitre check` beside other linters, in one run. Each round runs all programs.

    benches/check.py --rounds 5 > check.md

The programs are taken from PATH (pupitre, ruff, taplo); missing ones are left out. ruff checks Python files with the same words
as strings, taplo the decks themselves, with and without the schema that `pupitre schema` writes. Times are wall time from start
to end. Findings are written to files and not used.
Needs Python 3.9, nothing else.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

DECKS, SLIDES = 2000, 20
# Without the rules that need a layout.
TEXT_RULES = ["--ignore", "L"]

WORDS = ("Chaque équipe décrit ce dont elle a besoin", "le reste est construit, vérifié et livré par la chaîne",
         "un essai vaut mieux que deux réunions", "les droits sont relus tous les trois mois",
         "une panne se répète avant d’arriver pour de bon")


def body(number):
    items = "".join(f"- {WORDS[(number + index) % len(WORDS)]}\n" for index in range(3))
    code = '\n```python\ndef item(x):\n    return x * 3 + 1\n```\n' if number % 4 == 0 else ""
    return f"La diapositive **{number}**, avec du *texte* et du `code`.\n\n{items}{code}"


def deck(slides, seed):
    out = ['format = 1\ntitle = "Mesure"\nlang = "fr"\nduration = "1h"\n']
    for number in range(slides):
        if number % 10 == 0:
            out.append(f'\n[[section]]\ntitle = "{WORDS[number // 10 % len(WORDS)]}"\n')
        out.append(f'\n[[section.slide]]\ntitle = "Diapositive {seed + number}"\n'
                   f'notes = "{WORDS[number % len(WORDS)]}."\nbody = \'\'\'\n{body(seed + number)}\'\'\'\n')
    return "".join(out)


def python_file(slides, seed):
    return "".join(f'\n\ndef slide_{number}():\n    """Diapositive {seed + number}."""\n    notes = "{WORDS[number % len(WORDS)]}."\n'
                   f'    body = """\n{body(seed + number)}"""\n    return notes, body\n' for number in range(slides))


def generate(folder, count, slides):
    """Writes the files and returns the bytes of each kind."""
    sizes = {}
    for ending, make in ((".toml", deck), (".py", python_file)):
        size = 0
        for number in range(count):
            text = make(slides, number).encode()
            size += len(text)
            with open(os.path.join(folder, f"deck-{number:04}{ending}"), "wb") as out:
                out.write(text)
        sizes[ending] = size
    return sizes


class Run:
    def __init__(self, name, program, arguments, ending):
        self.name, self.path, self.arguments, self.ending = name, shutil.which(program), arguments, ending
        self.times = []

    def measure(self, folder):
        began = time.perf_counter()
        with open(os.devnull, "wb") as nowhere:
            ended = subprocess.run([self.path, *self.arguments], cwd=folder, stdout=nowhere, stderr=subprocess.PIPE, check=False)
        self.times.append(time.perf_counter() - began)
        if ended.returncode not in (0, 1):
            sys.exit(f"{self.name}: {ended.stderr.decode(errors='replace')[-400:]}")


def runs(where, glob, schema):
    return [
        Run("pupitre check", "pupitre", ["check", where, "--format", "concise"], ".toml"),
        Run("pupitre check, text rules", "pupitre", ["check", where, "--format", "concise", *TEXT_RULES], ".toml"),
        Run("ruff check --select ALL", "ruff", ["check", "--no-cache", "--isolated", "--select", "ALL", "--output-format", "concise", where], ".py"),
        Run("ruff check", "ruff", ["check", "--no-cache", "--isolated", "--output-format", "concise", where], ".py"),
        Run("taplo lint", "taplo", ["lint", "--no-schema", glob], ".toml"),
        Run("taplo lint, with the schema", "taplo", ["lint", "--schema", f"file://{schema}", glob], ".toml"),
    ]


def table(title, runs, sizes, count, rounds, folder):
    runs = [run for run in runs if run.path]
    for _ in range(rounds):
        for run in runs:
            run.measure(folder)
    print(f"\n{title}, median of {rounds} (least to most)\n\n| program | time | files/s | MB/s |\n|---|---|---|---|")
    for run in runs:
        middle = statistics.median(run.times)
        print(f"| {run.name} | {middle * 1000:.0f} ms ({min(run.times) * 1000:.0f} to {max(run.times) * 1000:.0f}) "
              f"| {count / middle:.0f} | {sizes[run.ending] / middle / 1e6:.1f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--decks", type=int, default=DECKS)
    tables(parser.parse_args())


def tables(arguments):
    with tempfile.TemporaryDirectory() as folder:
        one = os.path.join(folder, "one")
        many = os.path.join(folder, "many")
        os.mkdir(one)
        os.mkdir(many)
        schema = os.path.join(folder, "pupitre.schema.json")
        with open(schema, "wb") as out:
            subprocess.run([shutil.which("pupitre") or sys.exit("pupitre is not in PATH"), "schema"], stdout=out, check=True)
        sizes = generate(one, 1, 30)
        table(f"One deck of 30 slides ({sizes['.toml'] / 1e3:.0f} kB)", runs(".", "*.toml", schema), sizes, 1, 4 * arguments.rounds, one)
        sizes = generate(many, arguments.decks, SLIDES)
        table(f"{arguments.decks} decks of {SLIDES} slides ({sizes['.toml'] / 1e6:.1f} MB)", runs(".", "*.toml", schema), sizes,
              arguments.decks, arguments.rounds, many)


if __name__ == "__main__":
    main()
