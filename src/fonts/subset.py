#!/usr/bin/env python3
"""Writes the fonts embedded in exports: subsets without hinting and shaping tables, deflated.

    pip install fonttools
    apt-get install fonts-dejavu-core fonts-dejavu-extra     # DejaVu Sans Mono 2.37
    npm pack @expo-google-fonts/noto-sans && tar xzf expo-google-fonts-noto-sans-*.tgz     # Noto Sans 2.015, in package/
    python3 src/fonts/subset.py /usr/share/fonts/truetype/dejavu package

The same fonts and the same fontTools (4.68) give the same bytes. Glyphs are placed one by one by their advances, so kerning
and mark positions are not needed. Glyphs missing in a face are taken from the regular one, then from DejaVu Sans Mono.
"""

import io
import sys
import zlib
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont


def between(*ranges):
    return [code for first, last in ranges for code in range(first, last + 1)]


# The letters and punctuation of French, English and the other European languages in Latin script.
LATIN = between(
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1E6, 0x1E7), (0x218, 0x21B), (0x2BC, 0x2BC), (0x2C6, 0x2C7),
    (0x2D8, 0x2DD), (0x300, 0x304), (0x306, 0x308), (0x30A, 0x30C), (0x323, 0x323), (0x327, 0x328), (0x1E9E, 0x1E9E),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
    (0xFFFD, 0xFFFD),
)
# Other alphabets and more signs, for the regular faces.
MORE = between(
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF),
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
)
# Lines, blocks and dots are missing because they are drawn as shapes.
SIGNS = between(
    (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),
    (0x27C0, 0x27FF), (0x2B00, 0x2BFF),
)
# Raised and lowered letters, for formulas.
RAISED = between((0x2B0, 0x2B8), (0x2E0, 0x2E3), (0x1D2C, 0x1D6A), (0x1D9C, 0x1DBF), (0x2C7C, 0x2C7C))
# Those of the regular face that slides also use in bold.
BOLD = between((0x370, 0x3FF), (0x2190, 0x2199), (0x21D0, 0x21D5), (0x2260, 0x2265), (0x25A0, 0x25D0), (0x2713, 0x2718))

FACES = [
    ("mono-regular", 0, "DejaVuSansMono.ttf", LATIN + MORE + SIGNS + RAISED),
    ("mono-bold", 0, "DejaVuSansMono-Bold.ttf", LATIN + BOLD),
    ("mono-italic", 0, "DejaVuSansMono-Oblique.ttf", LATIN),
    ("mono-bold-italic", 0, "DejaVuSansMono-BoldOblique.ttf", LATIN),
    ("sans-regular", 1, "400Regular/NotoSans_400Regular.ttf", LATIN + MORE),
    ("sans-bold", 1, "700Bold/NotoSans_700Bold.ttf", LATIN),
    ("sans-italic", 1, "400Regular_Italic/NotoSans_400Regular_Italic.ttf", LATIN),
    ("sans-bold-italic", 1, "700Bold_Italic/NotoSans_700Bold_Italic.ttf", LATIN),
]


def options(is_regular):
    it = subset.Options()
    it.hinting = False
    it.layout_features = []
    it.glyph_names = False
    it.notdef_outline = True
    it.legacy_kern = False
    it.recalc_timestamp = False
    it.drop_tables += ["DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "meta"]
    # Copyright, family, style and name; the license once per family.
    it.name_IDs = [0, 1, 2, 4, 6, 13, 14] if is_regular else [0, 1, 2, 4, 6]
    it.name_languages = [0x409]
    return it


def main(folders):
    here = Path(__file__).parent
    for name, folder, file, codes in FACES:
        font = TTFont(Path(folders[folder]) / file, recalcTimestamp=False)
        subsetter = subset.Subsetter(options(name.endswith("-regular")))
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out, reorderTables=True)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(out.getvalue()) + packer.flush()
        (here / f"{name}.ttf.deflated").write_bytes(packed)
        print(f"{name}: {len(font.getBestCmap())} signs, {len(out.getvalue())} bytes, {len(packed)} deflated")


main(sys.argv[1:])
