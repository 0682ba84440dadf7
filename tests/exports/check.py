"""Reads a presentation with python-pptx, and says what it finds: each slide has a title, and each picture and chart words."""
import sys

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

FILE = sys.argv[1]
SHOWN = (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.GROUP)
found = dict.fromkeys(("slides", "tables", "charts", "figures", "groups", "pictures", "notes", "links"), 0)
wrong = []


def runs(shape):
    return [run for it in shape.text_frame.paragraphs for run in it.runs] if shape.has_text_frame else []


for number, slide in enumerate(Presentation(FILE).slides, 1):
    found["slides"] += 1
    found["notes"] += slide.has_notes_slide
    if slide.shapes.title is None or not slide.shapes.title.text_frame.text.strip():
        wrong.append(f"slide {number} has no title")
    for shape in slide.shapes:
        about = shape._element.xpath(".//p:cNvPr")[0]
        if shape.shape_type in SHOWN and not about.get("descr") and "decorative" not in str(about.xml):
            wrong.append(f"slide {number}: {shape.name} says nothing")
        found["tables"] += shape.has_table
        found["links"] += sum(1 for run in runs(shape) if run.hyperlink.address)
        found["groups"] += shape.shape_type == MSO_SHAPE_TYPE.GROUP
        found["pictures"] += shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        if shape.has_chart:
            found["charts"] += 1
            found["figures"] += sum(len(list(it.values)) for plot in shape.chart.plots for it in plot.series)
print(f"{FILE}: " + ", ".join(f"{count} {name}" for name, count in found.items()))
sys.exit("\n".join(wrong) if wrong else 0)
