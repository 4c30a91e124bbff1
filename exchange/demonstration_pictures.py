"""Pictures of the demonstration: plans and small diagrams, drawn here so that nothing in them is real."""

from io import BytesIO

from PIL import Image, ImageDraw

PAPER, INK, GREEN, SAND, BLUE, RED = "#fbf7ee", "#2b2b2b", "#6f9b6a", "#e0c38c", "#7fa7c4", "#c0513f"
LIGHT = "#f6d55c"
SIZE = (960, 600)


def drawn(name: str) -> BytesIO:
    """One of the drawings, as the PNG that somebody might upload."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    DRAWINGS[name](pen)
    pen.text((24, SIZE[1] - 44), "Demonstration", fill=INK, font_size=26)
    file = BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file


def rank_plan(pen: ImageDraw.ImageDraw) -> None:
    """A taxi rank from above: stalls facing the queue, lamps, the kiosk in the mouth of the passage."""
    pen.rectangle((60, 60, 900, 520), outline=INK, width=4)
    for x in range(100, 700, 60):
        pen.rectangle((x, 100, x + 44, 140), fill=SAND, outline=INK, width=2)
        pen.rectangle((x, 400, x + 44, 440), fill=SAND, outline=INK, width=2)
    for y in (200, 260, 320):
        for x in range(110, 680, 100):
            pen.rounded_rectangle((x, y, x + 76, y + 36), 8, fill=BLUE, outline=INK, width=2)
    pen.rectangle((740, 60, 790, 520), fill=GREEN, outline=INK, width=2)
    pen.rectangle((724, 64, 806, 134), fill=RED, outline=INK, width=3)
    for x in range(100, 900, 130):
        pen.ellipse((x, 470, x + 20, 490), fill=LIGHT, outline=INK, width=2)


def chalk_plan(pen: ImageDraw.ImageDraw) -> None:
    """White lines on tar: boxes with a name in each, and a queue that bends."""
    pen.rectangle((0, 0, *SIZE), fill="#44474a")
    for number, x in enumerate(range(70, 860, 88)):
        y = 120 + 14 * (number % 3)
        pen.rectangle((x, y, x + 66, y + 52), outline="#ffffff", width=4)
        pen.line((x + 10, y + 34, x + 54, y + 30), fill="#ffffff", width=3)
    points = [(80, 470), (240, 400), (420, 420), (600, 350), (880, 360)]
    pen.line(points, fill="#ffffff", width=6, joint="curve")
    for x, y in points:
        pen.ellipse((x - 9, y - 9, x + 9, y + 9), fill=LIGHT)
    pen.rectangle((0, SIZE[1] - 60, 260, SIZE[1]), fill=PAPER)


def walking_route(pen: ImageDraw.ImageDraw) -> None:
    """From the station past windows to eleven corners; not the shortest way."""
    pen.rectangle((40, 240, 130, 330), fill=BLUE, outline=INK, width=4)
    route = [(130, 285), (260, 285), (260, 120), (520, 120), (520, 400), (760, 400), (760, 180), (900, 180)]
    pen.line([(130, 285), (900, 230)], fill="#bdb7aa", width=4)
    pen.line(route, fill=RED, width=10, joint="curve")
    for number in range(11):
        x = 200 + number * 64
        pen.rectangle((x, 40, x + 36, 76), fill=SAND, outline=INK, width=2)
        pen.rectangle((x, 470, x + 36, 506), fill=SAND, outline=INK, width=2)
    for x, y in route[1:]:
        pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=LIGHT, outline=INK, width=2)


def book_page(pen: ImageDraw.ImageDraw) -> None:
    """A page with three columns: when, where, what; some entries are drawn."""
    pen.rectangle((120, 40, 840, 530), fill="#ffffff", outline=INK, width=4)
    for x, word in ((140, "When"), (330, "Where"), (580, "What")):
        pen.text((x, 60), word, fill=INK, font_size=30)
    for x in (310, 560):
        pen.line((x, 40, x, 530), fill=INK, width=2)
    for y in range(110, 530, 60):
        pen.line((120, y, 840, y), fill=BLUE, width=2)
        pen.line((150, y + 34, 270, y + 30), fill=INK, width=3)
        pen.line((340, y + 30, 520, y + 36), fill=INK, width=3)
    for number, y in enumerate(range(118, 500, 60)):
        shape = pen.ellipse if number % 2 else pen.rectangle
        shape((600, y, 640, y + 40), outline=RED, width=4)
        pen.line((670, y + 20, 800, y + 24), fill=INK, width=3)


def lamps_burning(pen: ImageDraw.ImageDraw) -> None:
    """A hundred lamps: sixty with a keeper, forty without; those that burn are yellow."""
    pen.text((60, 40), "With a keeper: 52 of 60", fill=INK, font_size=30)
    pen.text((620, 40), "Without: 17 of 40", fill=INK, font_size=30)
    for number in range(60):
        _lamp(pen, 60 + number % 10 * 50, 110 + number // 10 * 64, burns=number < 52)
    for number in range(40):
        _lamp(pen, 620 + number % 6 * 50, 110 + number // 6 * 64, burns=number < 17)


def _lamp(pen: ImageDraw.ImageDraw, x: int, y: int, *, burns: bool) -> None:
    pen.ellipse((x, y, x + 34, y + 34), fill=LIGHT if burns else "#8b8b8b", outline=INK, width=2)


DRAWINGS = {
    "rank-plan": rank_plan,
    "chalk-plan": chalk_plan,
    "walking-route": walking_route,
    "book-page": book_page,
    "lamps-burning": lamps_burning,
}
