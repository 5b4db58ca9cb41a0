"""Draws the letters of pictures: Assets/Glyphs/mono.png and the characters in its cells, mono.txt.

Needs Pillow and DejaVu Sans Mono (Debian: fonts-dejavu-core 2.37-6). Run in the repository's root:
python3 Assets/Glyphs/make_glyphs.py
"""

import struct
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
WIDTH, HEIGHT, BASELINE, ACROSS = 16, 32, 24, 32
# Latin, Greek, Cyrillic, marks, punctuation, raised and lowered letters, letterlike signs, arrows,
# operators, technical and geometric signs. Lines, blocks and Braille are drawn as shapes.
RANGES = [
    (0x21, 0x7E), (0xA1, 0x17F), (0x192, 0x192), (0x2B0, 0x2DD), (0x300, 0x345), (0x370, 0x3FF),
    (0x400, 0x45F), (0x1D2C, 0x1D6A), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C),
    (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x215F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x2335), (0x2420, 0x2423), (0x2591, 0x2593), (0x25A0, 0x25FF), (0x2605, 0x2606),
    (0x2660, 0x2667), (0x2713, 0x2718), (0x27E8, 0x27E9), (0xFFFD, 0xFFFD),
]


def covered(path):
    """The characters that a font has: the pairs of its table cmap (format 4 or 12)."""
    data = Path(path).read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack(">4sIII", data[12 + 16 * index:28 + 16 * index])
        if tag == b"cmap":
            break
    found = set()
    for index in range(struct.unpack(">H", data[offset + 2:offset + 4])[0]):
        where = offset + struct.unpack(">I", data[offset + 8 + 8 * index:offset + 12 + 8 * index])[0]
        if struct.unpack(">H", data[where:where + 2])[0] != 4:
            continue
        count = struct.unpack(">H", data[where + 6:where + 8])[0] // 2
        ends = struct.unpack(f">{count}H", data[where + 14:where + 14 + 2 * count])
        begin = where + 16 + 2 * count
        starts = struct.unpack(f">{count}H", data[begin:begin + 2 * count])
        for start, end in zip(starts, ends):
            found.update(range(start, end + 1))
    return found


def main():
    folder = Path(__file__).parent
    has = covered(FONT)
    font = ImageFont.truetype(FONT, 26, layout_engine=ImageFont.Layout.BASIC)
    # What stands for characters without a glyph.
    missing = font.getmask("\U0010FFFF").getbbox(), bytes(font.getmask("\U0010FFFF"))
    characters = [
        chr(c) for first, last in RANGES for c in range(first, last + 1)
        if c in has and (font.getmask(chr(c)).getbbox(), bytes(font.getmask(chr(c)))) != missing]
    rows = (len(characters) + ACROSS - 1) // ACROSS
    sheet = Image.new("L", (ACROSS * WIDTH, rows * HEIGHT))
    for index, character in enumerate(characters):
        cell = Image.new("L", (WIDTH, HEIGHT))
        ImageDraw.Draw(cell).text(
            (0, BASELINE), character, fill=255, font=font, anchor="ls")
        sheet.paste(cell, (index % ACROSS * WIDTH, index // ACROSS * HEIGHT))
    # Sixteen levels are enough, and half as many bytes.
    sheet = sheet.point(lambda value: (value + 8) // 17 * 17)
    sheet.save(folder / "mono.png", optimize=True)
    (folder / "mono.txt").write_text("".join(characters) + "\n")


main()
