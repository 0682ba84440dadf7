#!/usr/bin/env python3
"""How slides use a screen: the share of rows from the first to the last drawn one, and the position of their middle.

    benches/balance.py PUPITRE [DECK…]      a table, one line a slide; `-s` only the means

The screens come from `pupitre export --to txt`. The bottom row does not count.
"""

import subprocess
import sys
from pathlib import Path

SIZES = ["80x24", "100x30", "120x36", "160x45", "200x60"]
DECKS = [Path(__file__).parent.parent / "decks" / f"{name}.toml" for name in ("sensibilisation", "preparer", "tour")]


def screens(pupitre, deck, size):
    """The rows of each slide's screen, without the bottom row."""
    width, height = map(int, size.split("x"))
    command = [pupitre, "export", deck, "--to", "txt", "--size", size]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rule = "─" * width
    slides = text.split(f"\n{rule}\n")
    return [slide.split("\n")[: height - 1] for slide in slides]


def measure(rows):
    """The share of rows from the first to the last drawn one, and the position of their middle, in percent."""
    drawn = [at for at, row in enumerate(rows) if row.strip()]
    if not drawn:
        return 0, 0
    first, last = drawn[0], drawn[-1]
    return round(100 * (last - first + 1) / len(rows)), round(50 * (first + last + 1) / len(rows))


def main():
    arguments = [it for it in sys.argv[1:] if it != "-s"]
    pupitre, decks = arguments[0], [Path(it) for it in arguments[1:]] or DECKS
    print(f"{'deck':16} slide  " + "  ".join(f"{size:>7}" for size in SIZES))
    for deck in decks:
        sizes = [[measure(rows) for rows in screens(pupitre, deck, size)] for size in SIZES]
        if "-s" not in sys.argv:
            for number, slide in enumerate(zip(*sizes), start=1):
                print(f"{deck.stem:16} {number:5}  " + "  ".join(f"{used:3}@{middle:3}" for used, middle in slide))
        means = [[sum(part) / len(slides) for part in zip(*slides)] for slides in sizes]
        print(f"{deck.stem:16}  mean  " + "  ".join(f"{used:3.0f}@{middle:3.0f}" for used, middle in means))


if __name__ == "__main__":
    main()
