"""Files of pictures, as cameras and phones would send them; small, so that tests stay quick."""

from io import BytesIO

from PIL import Image


def picture_file(size: tuple[int, int] = (80, 64), colour: str = "#884422", made: str = "PNG") -> BytesIO:
    """A picture of one colour."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, made)
    file.seek(0)
    return file
