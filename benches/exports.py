#!/usr/bin/env python3
"""What a deck becomes to be sent: PDF and HTML of this program and of others, of decks that say the same.

    benches/exports.py [--pupitre PATH] [--slides 39] [--rounds 5]

Wants `deckhand` and `presenterm` on the path, for the latter's PDF `weasyprint` too; `pdfinfo` and `pdftotext` of poppler, and
`pip install pypdf`. Prints a table in Markdown. Times run from the start of a program to its end, the least and the median of all
rounds; the programs take turns.
"""

import argparse
import fcntl
import os
import pty
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from html import unescape

import pypdf

ACCENTS = "éàçœ « ŷ »"
CJK = "日本語の見出し"
CODE = 'fn main() {\n    println!("été");\n}\n'


def words(number):
    """The body of a slide, as all of them write it."""
    text = f"Un *texte* et du **gras** : {ACCENTS}.\n\n- premier point {number}\n- un [lien](https://example.org/{number})\n"
    if number % 4 == 0:
        text += f"\n```rust\n{CODE}```\n"
    if number % 4 == 1:
        text += "\n| Nom | Valeur |\n|---|---|\n| été | 1 |\n| Noël | 2 |\n"
    if number % 4 == 2:
        text += f"\n{CJK}\n"
    return text


def title(number):
    return f"Diapositive {number:03}"


def toml(slides):
    head = 'format = 1\ntitle = "Mesure"\nlang = "fr"\nduration = "1h"\n'
    body = lambda number: f"[[section.slide]]\ntitle = \"{title(number)}\"\nbody = '''\n{words(number)}'''\n"
    section = lambda number: f'[[section]]\ntitle = "Partie {number // 10 + 1}"\n' if number % 10 == 1 else ""
    return head + "".join(section(number) + body(number) for number in range(1, slides + 1))


def ruled(slides):
    return "\n---\n\n".join(f"# {title(number)}\n\n{words(number)}" for number in range(1, slides + 1))


def ended(slides):
    return "".join(f"{title(number)}\n===\n\n{words(number)}\n<!-- end_slide -->\n\n" for number in range(1, slides + 1))


def in_terminal(command, folder):
    """Runs a command in a terminal of 120x40 cells, as some do nothing elsewhere; the seconds it took, nothing where it failed."""
    began = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor"))
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 1200, 800))
    try:
        while data := os.read(master, 1 << 16):
            # Who asks the terminal what it is waits for what xterm answers.
            if b"\x1b[c" in data:
                os.write(master, b"\x1b[?62;22c")
    except OSError:
        pass
    _, status = os.waitpid(pid, 0)
    os.close(master)
    return time.perf_counter() - began if os.waitstatus_to_exitcode(status) == 0 else None


def text_of(path):
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def found_words(text, slides):
    """The share of the words of the slides, in percent, that are words of a text too."""
    plain = lambda text: re.findall(r"\w+", re.sub(r"https?:\S+|```rust|[*`|]", " ", text))
    known, wanted = set(plain(text)), [it for number in range(1, slides + 1) for it in plain(title(number) + " " + words(number))]
    return f"{100 * sum(it in known for it in wanted) / len(wanted):.0f} %"


def has(text, what):
    return yes("".join(what.split()) in "".join(text.split()))


def yes(what):
    return "yes" if what else "no"


def links(reader):
    found = 0
    for page in reader.pages:
        for annotation in page.get("/Annots") or []:
            found += "/URI" in (annotation.get_object().get("/A") or {})
    return found


def headings(outline):
    return sum(headings(entry) if isinstance(entry, list) else 1 for entry in outline)


def pdf(path, slides):
    reader, text = pypdf.PdfReader(path), text_of(path)
    root = reader.trailer["/Root"]
    tagged = bool((root.get("/MarkInfo") or {}).get("/Marked"))
    return {
        "pages": len(reader.pages),
        "words": found_words(text, slides),
        "accents": has(text, ACCENTS),
        "CJK": has(text, CJK),
        "links": links(reader),
        "outline": headings(reader.outline),
        "tagged": yes(tagged),
        "title, language": f"{yes((reader.metadata or {}).get('/Title'))}, {root.get('/Lang', 'no')}",
    }


def page(path, slides):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    bare = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.S)
    language = re.search(r"<html[^>]*\blang=[\"']?([\w-]+)", text)
    return {
        "pages": "–",
        "words": found_words(unescape(re.sub(r"<[^>]*>", " ", bare)), slides),
        "accents": has(unescape(bare), ACCENTS),
        "CJK": has(bare, CJK),
        "links": len(set(re.findall(r"<a [^>]*href=[\"'](https://example.org/\d+)", bare))),
        "outline": len(re.findall(r"<h[1-6]\b", bare)),
        "tagged": yes(re.search(r"<main\b|<section\b|<article\b", bare)),
        "title, language": f"{yes(re.search(r'<title>[^<]', text))}, {language.group(1) if language else 'no'}",
    }


LOOK = {"pdf": pdf, "html": page}
COLUMNS = ["pages", "words", "accents", "CJK", "links", "outline", "tagged", "title, language"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pupitre", default="pupitre")
    parser.add_argument("--slides", type=int, default=39)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    pupitre = shutil.which(arguments.pupitre) or sys.exit(f"{arguments.pupitre} is not there")
    folder = tempfile.mkdtemp()
    decks = {"deck.toml": toml, "ruled.md": ruled, "ended.md": ended}
    for name, deck in decks.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(deck(arguments.slides))
    programs = [
        ("pupitre", "pdf", [pupitre, "export", "deck.toml", "--to", "pdf", "--force", "-o", "pupitre.pdf"]),
        ("deckhand", "pdf", ["deckhand", "compile", "ruled.md", "-o", "deckhand.pdf"]),
        ("presenterm", "pdf", ["presenterm", "--export-pdf", "ended.md", "-o", "presenterm.pdf"]),
        ("pupitre", "html", [pupitre, "export", "deck.toml", "--to", "html", "--force", "-o", "pupitre.html"]),
        ("deckhand", "html", ["deckhand", "compile", "ruled.md", "-o", "deckhand.html"]),
        ("presenterm", "html", ["presenterm", "--export-html", "ended.md", "-o", "presenterm.html"]),
    ]
    times = {}
    for _ in range(arguments.rounds):
        for name, form, command in programs:
            times.setdefault((name, form), []).append(in_terminal(command, folder))
    print(f"{arguments.slides} slides, {arguments.rounds} rounds, {os.cpu_count()} cores\n")
    print("| form | program | kB | ms (least) | ms (median) | " + " | ".join(COLUMNS) + " |")
    print("|---|---|---:|---:|---:|" + "---|" * len(COLUMNS))
    for name, form, _ in programs:
        path = os.path.join(folder, f"{name}.{form}")
        taken = [1000 * it for it in times[name, form] if it is not None]
        if not taken or not os.path.exists(path):
            print(f"| {form} | {name} | failed |")
            continue
        found = LOOK[form](path, arguments.slides)
        size = os.path.getsize(path) / 1000
        row = [f"{size:,.0f}", f"{min(taken):,.0f}", f"{statistics.median(taken):,.0f}", *(str(found[it]) for it in COLUMNS)]
        print(f"| {form} | {name} | " + " | ".join(row) + " |")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
