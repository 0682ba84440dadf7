"""Exports the built-in decks in all formats, and checks the results with other programs.

    check.py PROGRAM FOLDER

`check.sh` installs what is needed and calls this. It prints a line for each file, with its size and the best time of several rounds
(ROUNDS), and the result of each other program. The exit code is 1 if one of them finds a fault. FOLDER keeps all files, and sheets
with small pictures of all slides: `sheet-*.png`.
"""
import difflib
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
DECKS = ("sensibilisation", "preparer", "tour")
FORMS = {
    ".html": ["--to", "html", "--notes"],
    ".pdf": ["--to", "pdf"],
    "-steps.pdf": ["--to", "pdf", "--steps"],
    "-handout.pdf": ["--to", "pdf", "--handout"],
    ".pptx": ["--to", "pptx", "--notes"],
    ".md": ["--to", "md", "--notes", "--lessons"],
    ".txt": ["--to", "txt"],
    "-png": ["--to", "png", "--sheet"],
    "-svg": ["--to", "svg", "--sheet"],
}
SHOWN = (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.GROUP)
# How often each export is timed. Only times of a release build are meaningful.
ROUNDS = int(os.environ.get("ROUNDS", "2"))
faults = []


def fault(words):
    faults.append(words)
    print(f"  FAULT {words}")


def run(*command, ok=(0,)):
    done = subprocess.run([str(it) for it in command], capture_output=True, text=True, errors="replace", cwd=FOLDER)
    if done.returncode not in ok:
        fault(f"{' '.join(str(it) for it in command)}: {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout + done.stderr


def bytes_of(path):
    return b"".join(it.read_bytes() for it in sorted(path.iterdir())) if path.is_dir() else path.read_bytes()


def write(name, *arguments):
    """Writes a file several times and prints the best time. The file must be the same each time."""
    path, best, was = FOLDER / name, float("inf"), None
    for _ in range(ROUNDS):
        start = time.perf_counter()
        said = run(PROGRAM, *arguments, path)
        best = min(best, time.perf_counter() - start)
        now = bytes_of(path)
        if was not in (None, now):
            fault(f"{name} is not the same again")
        was = now
    count = len(list(path.iterdir())) if path.is_dir() else 1
    each = f", {best / count * 1000:.1f} ms each of {count}" if count > 1 else ""
    print(f"{name}: {len(was) / 1000:.0f} kB, {best * 1000:.0f} ms{each}")
    told = [line for line in said.splitlines() if "warning" in line]
    if told:
        print("  " + "\n  ".join(told))
    return path


def words(text):
    return re.findall(r"\w+", text.replace("\u00ad", ""))


def in_order(name, told, wanted):
    """The share of the common words that are in the same order."""
    told, wanted = words(told), words(wanted)
    blocks = difflib.SequenceMatcher(None, told, wanted, autojunk=False).get_matching_blocks()
    both = sum((Counter(told) & Counter(wanted)).values())
    share = sum(block.size for block in blocks) / max(1, both)
    print(f"  {share:.1%} of the {both} words that it shares with the text of the deck are read in the same order")
    if share < 0.8 or both < len(wanted) / 3:
        fault(f"{name}: only {both} of {len(wanted)} words are there, {share:.1%} of them in order")


def tagged(told):
    """The words of a document in the order of its tags. In the listing they are in quotes, one per line. The content of a figure is skipped."""
    lines, figure = [], None
    for line in told.splitlines():
        indent = len(line) - len(line.lstrip())
        if figure is not None and indent > figure:
            continue
        figure = indent if line.lstrip().startswith("Figure") else None
        lines.extend(re.findall(r'^ *"(.*)"$', line))
    return "\n".join(lines)


def pdf(path, wanted=None):
    report = path.with_suffix(".outloud.json")
    # The exit code is 1 if there are findings, which are counted below.
    run(BIN / "outloud", "--json", report, "-q", path, ok=(0, 1))
    found = [it for file in json.loads(report.read_text())["results"] for it in file["findings"]]
    count = {level: sum(it["severity"] == level for it in found) for level in ("error", "warning", "info")}
    kinds = sorted({it["rule"] for it in found if it["severity"] != "info"})
    print(f"  outloud: {count['error']} errors, {count['warning']} warnings {kinds if kinds else ''}")
    for it in found:
        if it["severity"] == "error" or it["rule"].startswith("ORD"):
            fault(f"{path.name}: {it['rule']}: {it['message']}")
    said = re.search(r"result: .*", run(BIN / "pdfua", "check", path))
    print(f"  pdfua: {said[0] if said else 'no result'}")
    if wanted:
        in_order(path.name, tagged(run("pdfinfo", "-struct-text", path)), wanted)


def runs(shape):
    return [run for it in shape.text_frame.paragraphs for run in it.runs] if shape.has_text_frame else []


def pptx(path):
    """Each slide must have a title, and each picture and chart a description."""
    said = run(BIN / "openxml-audit", path)
    print(f"  openxml-audit: {', '.join(said.strip().splitlines())}")
    found = dict.fromkeys(("slides", "tables", "charts", "figures", "groups", "pictures", "notes", "links"), 0)
    for number, slide in enumerate(Presentation(path).slides, 1):
        found["slides"] += 1
        found["notes"] += slide.has_notes_slide
        if slide.shapes.title is None or not slide.shapes.title.text_frame.text.strip():
            fault(f"{path.name}: slide {number} has no title")
        for shape in slide.shapes:
            about = shape._element.xpath(".//p:cNvPr")[0]
            if shape.shape_type in SHOWN and not about.get("descr") and "decorative" not in str(about.xml):
                fault(f"{path.name}: slide {number}: {shape.name} says nothing")
            found["tables"] += shape.has_table
            found["links"] += sum(1 for run in runs(shape) if run.hyperlink.address)
            found["groups"] += shape.shape_type == MSO_SHAPE_TYPE.GROUP
            found["pictures"] += shape.shape_type == MSO_SHAPE_TYPE.PICTURE
            if shape.has_chart:
                found["charts"] += 1
                found["figures"] += sum(len(list(it.values)) for plot in shape.chart.plots for it in plot.series)
    print("  python-pptx: " + ", ".join(f"{count} {name}" for name, count in found.items()))


def sheet(name, pictures, columns=4, width=480, rows=3):
    """Makes sheets with small pictures of all slides, for looking at them."""
    images = [Image.open(it).convert("RGB") for it in pictures]
    if not images:
        return fault(f"{name}: no picture")
    height = max(it.height * width // it.width for it in images)
    for at in range(0, len(images), columns * rows):
        paper = Image.new("RGB", (columns * (width + 6), rows * (height + 6)), "#888")
        for index, it in enumerate(images[at:at + columns * rows]):
            small = it.resize((width, it.height * width // it.width), Image.LANCZOS)
            paper.paste(small, (index % columns * (width + 6), index // columns * (height + 6)))
        paper.save(FOLDER / f"sheet-{name}-{at // (columns * rows) + 1:02}.png")


def drawn(path, name):
    for old in FOLDER.glob(f"page-{name}-*.png"):
        old.unlink()
    run("pdftoppm", "-r", "60", "-png", path, f"page-{name}")
    sheet(name, sorted(FOLDER.glob(f"page-{name}-*.png")))


for old in FOLDER.glob("sheet-*.png"):
    old.unlink()
for deck in DECKS:
    prose = subprocess.run([PROGRAM, "present", deck], capture_output=True, text=True).stdout
    files = {ending: write(deck + ending, "export", deck, *how, "--force", "--output") for ending, how in FORMS.items()}
    print(f"{deck}, documents:")
    pdf(files[".pdf"], prose)
    pdf(files["-steps.pdf"])
    # A handout has pictures of the slides and the course text.
    course = subprocess.run([PROGRAM, "replay", deck], capture_output=True, text=True).stdout
    pdf(files["-handout.pdf"], course)
    pdf(write(f"{deck}-keep.pdf", "replay", deck, "--force", "--export-notes"))
    write(f"{deck}-keep.html", "replay", deck, "--force", "--export-notes")
    pptx(files[".pptx"])
    run("soffice", "--headless", "--convert-to", "pdf:impress_pdf_Export", "--outdir", FOLDER / "office", files[".pptx"])
    drawn(files[".pdf"], f"{deck}-pdf")
    drawn(files["-handout.pdf"], f"{deck}-handout")
    drawn(FOLDER / "office" / f"{deck}.pdf", f"{deck}-pptx")
    sheet(f"{deck}-png", sorted(files["-png"].glob("*.png")))
recording = HERE.parent / "state" / "recording-1.jsonl"
write("report.html", "report", recording, "--format", "html", "--force", "--output")
pdf(write("report.pdf", "report", recording, "--format", "pdf", "--force", "--output"))

PAGES = [f"{deck}{end}.html" for deck in DECKS for end in ("", "-keep")] + ["report.html"]
said = run("npx", "html-validate", *PAGES, ok=(0, 1))
print(f"html-validate: {said.strip() or 'no message'}")
if said.strip():
    fault("html-validate has messages")
browser = subprocess.run(["node", "check.mjs", *PAGES], cwd=FOLDER)
if browser.returncode:
    fault("Chromium and axe-core have findings")
for deck in DECKS:
    for state in ("1280-light", "1280-dark", "390-light"):
        columns, width, rows = (4, 480, 3) if state.startswith("1280") else (8, 240, 2)
        sheet(f"{deck}-html-{state}", sorted(FOLDER.glob(f"{deck}.html-{state}-slide-*.png")), columns, width, rows)
    # A printed page must have the same words as on screen.
    prose = subprocess.run([PROGRAM, "present", deck], capture_output=True, text=True).stdout
    print(f"{deck}.html, printed:")
    in_order(f"{deck}.html.pdf", run("pdftotext", "-raw", f"{deck}.html.pdf", "-"), prose)
    drawn(FOLDER / f"{deck}.html.pdf", f"{deck}-html-print")
print(f"{len(faults)} faults; look at {FOLDER}/sheet-*.png")
sys.exit(1 if faults else 0)
