from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from exchange.storage.pictures import Picture, Rendition, prepare_picture
from exchange.storage.refusals import (
    NotAPicture,
    PictureBroken,
    PictureEmpty,
    PictureHasTooManyPixels,
    PictureIsADrawing,
    PictureIsHeic,
    PictureTooSmall,
)
from exchange.storage.uploads import LARGEST_FILE, FileTooLarge
from tests.exchange.storage.files import SECRET, exif, png_header, quadrants, saved, webp_header


def shown(rendition: Rendition) -> Image.Image:
    return Image.open(BytesIO(rendition.content))


def corners(image: Image.Image) -> list[str]:
    """The colour in each quarter, by name, from the upper left around the clock."""
    width, height = image.size
    rgb = image.convert("RGB")
    places = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]
    return [name(rgb.getpixel((int(width * x), int(height * y)))) for x, y in places]


def name(colour: tuple[int, int, int]) -> str:
    red, green, blue = (round(value / 255) for value in colour)
    return {(1, 1, 1): "white", (1, 0, 0): "red", (0, 0, 1): "blue"}.get((red, green, blue), str(colour))


def assert_upright(picture: Picture, size: tuple[int, int]) -> None:
    assert (picture.width, picture.height) == size
    for rendition in picture.renditions:
        assert corners(shown(rendition)) == ["red", "white", "blue", "white"], rendition.format
        assert shown(rendition).size == (rendition.width, rendition.height)


def test_a_large_picture_gets_three_widths_in_three_formats():
    picture = prepare_picture(saved(quadrants((2001, 1000)), "JPEG"))
    assert_upright(picture, (2001, 1000))
    assert [(made.width, made.height, made.format) for made in picture.renditions] == [
        (width, height, format)
        for width, height in ((320, 160), (640, 320), (1280, 640))
        for format in ("avif", "webp", "jpeg")
    ]
    assert {(made.format, shown(made).format) for made in picture.renditions} == {
        ("avif", "AVIF"),
        ("webp", "WEBP"),
        ("jpeg", "JPEG"),
    }


@pytest.mark.parametrize(
    ("width", "widths"), [(64, [64]), (320, [320]), (500, [320, 500]), (900, [320, 640, 900])]
)
def test_a_small_picture_is_never_made_larger(width, widths):
    picture = prepare_picture(saved(quadrants((width, 90)), "PNG"))
    assert [made.width for made in picture.renditions if made.format == "jpeg"] == widths


def test_the_same_file_always_gives_the_same_picture():
    file = saved(quadrants((900, 450)), "PNG")
    assert prepare_picture(file) == prepare_picture(file)


def test_the_commonest_colour_fills_the_place_until_the_picture_is_there():
    image = Image.new("RGB", (100, 100), (18, 52, 86))
    image.paste((250, 250, 0), (0, 0, 100, 30))
    assert prepare_picture(saved(image, "PNG")).colour == "#123456"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(format, orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose
    image = quadrants()
    if orientation > 1:
        image = image.transpose(Image.Transpose(undo[orientation]))
    assert_upright(prepare_picture(saved(image, format, exif=exif(orientation))), (400, 200))


def test_a_large_photo_on_its_side_is_as_wide_as_it_stands():
    turned = quadrants((2600, 5200)).transpose(Image.Transpose.ROTATE_90)
    picture = prepare_picture(saved(turned, "JPEG", exif=exif(6)))
    assert_upright(picture, (2600, 5200))
    assert [(made.width, made.height) for made in picture.renditions][-1] == (1280, 2560)


def with_everything(format: str) -> BytesIO:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(), "icc_profile": profile}
    if format == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", SECRET.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    elif format == "JPEG":
        options |= {"comment": SECRET, "xmp": b"<x>" + SECRET + b"</x>"}
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x78" + b"\0\x19" + SECRET
        options["extra"] = b"\xff\xed" + (len(iptc) + 2).to_bytes(2) + iptc
    elif format == "WEBP":
        options["xmp"] = b"<x>" + SECRET + b"</x>"
    return saved(quadrants(), format, **options)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_nothing_that_a_camera_wrote_beside_the_pixels_gets_further(format):
    file = with_everything(format)
    assert SECRET in file.getvalue()
    if format != "TIFF":  # Pillow writes an owner into a TIFF, and no place
        assert Image.open(file).getexif().get_ifd(0x8825)[2] == (33, 55, 29)
    for made in prepare_picture(file).renditions:
        image = shown(made)
        image.load()
        assert SECRET not in made.content, made.format
        assert [
            mark for mark in (b"Exif", b"http://ns.adobe", b"8BIM", b"acsp") if mark in made.content
        ] == []
        assert dict(image.getexif()) == {}
        # What remains says how to show the pixels: a density, a frame's time.
        assert set(image.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop"} == set()


def test_colours_are_as_the_profile_meant_them():
    lab = ImageCms.createProfile("LAB")
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = prepare_picture(saved(quadrants(), "PNG"))
    assert prepare_picture(saved(quadrants(), "PNG", icc_profile=linear)).colour == plain.colour
    broken = prepare_picture(saved(quadrants(), "PNG", icc_profile=b"no profile"))
    assert [made.content for made in broken.renditions] == [made.content for made in plain.renditions]
    as_lab = ImageCms.profileToProfile(quadrants(), ImageCms.createProfile("sRGB"), lab, outputMode="LAB")
    assert_upright(prepare_picture(saved(as_lab, "TIFF")), (400, 200))


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_colour_are_shown(mode):
    image = Image.new("L", (100, 100), 255)
    image.paste(0, (0, 0, 50, 100))
    image = (
        image.point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else image.convert(mode)
    )
    for made in prepare_picture(saved(image, "TIFF")).renditions:
        grey = shown(made).convert("L")
        assert (grey.getpixel((10, 50)) < 12, grey.getpixel((90, 50)) > 243) == (True, True)


def test_a_cmyk_photo_is_shown_in_its_colours():
    assert_upright(prepare_picture(saved(quadrants(mode="CMYK"), "JPEG")), (400, 200))


def test_transparency_stays_and_is_white_where_a_format_has_none():
    image = quadrants(mode="RGBA")
    image.paste((0, 0, 0, 0), (200, 0, 400, 100))
    alphas = {}
    for made in prepare_picture(saved(image, "PNG")).renditions:
        width = made.width
        alphas[made.format] = shown(made).convert("RGBA").getpixel((int(width * 0.75), int(width * 0.125)))
    assert (alphas["avif"][3], alphas["webp"][3]) == (0, 0)
    assert alphas["jpeg"] == (255, 255, 255, 255)


def test_of_a_moving_picture_the_first_frame_is_taken():
    frames = [quadrants(), Image.new("RGB", (400, 200), "green"), Image.new("RGB", (400, 200), "black")]
    for format in ("GIF", "WEBP", "AVIF", "PNG", "TIFF"):
        file = saved(frames[0], format, save_all=True, append_images=frames[1:])
        picture = prepare_picture(file)
        assert_upright(picture, (400, 200))
        assert [getattr(shown(made), "n_frames", 1) for made in picture.renditions] == [1] * 6


def test_the_content_counts_and_not_the_name():
    file = saved(quadrants(), "JPEG")
    file.name = "drawing.svg"
    assert_upright(prepare_picture(file), (400, 200))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (SVG.encode(), PictureIsADrawing),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a -->' + SVG.encode(), PictureIsADrawing),
        (SVG.encode("utf-16"), PictureIsADrawing),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 500, PictureIsHeic),
        (b"%PDF-1.7 and so on", NotAPicture),
        (b"PK\x03\x04 a zip", NotAPicture),
        (b"<html><body>no picture</body></html>", NotAPicture),
        (saved(quadrants(), "BMP").getvalue(), NotAPicture),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n", NotAPicture),
        (b"", PictureEmpty),
        (b"\xff\xd8\xff\xe0 not much more", PictureBroken),
        (b"RIFF\x10\0\0\0WEBPVP8 ", PictureBroken),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(content, refusal):
    file = BytesIO(content)
    file.name = "picture.jpg"
    with pytest.raises(refusal):
        prepare_picture(file)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_a_picture_that_did_not_arrive_in_full_is_refused(format):
    content = saved(Image.effect_noise((300, 300), 50).convert("RGB"), format).getvalue()
    for part in (0.02, 0.5, 0.9):
        with pytest.raises(PictureBroken):
            prepare_picture(BytesIO(content[: int(len(content) * part)]))


@pytest.mark.parametrize(
    ("file", "has"),
    [
        (png_header(8000, 5001), "The picture has 8,000 × 5,001 pixels."),
        (png_header(16001, 100), "The picture has 16,001 × 100 pixels."),
        (png_header(10000, 10000), "The picture has too many pixels."),
        (png_header(60000, 60000), "The picture has too many pixels."),
        (webp_header(16300, 16300), "The picture has too many pixels."),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(file, has):
    with pytest.raises(PictureHasTooManyPixels) as refused:
        prepare_picture(file)
    most = "At most 40 million pixels can be taken, and 16,000 on one side. Make it smaller."
    assert str(refused.value) == f"{has} {most}"


def test_a_file_over_the_limit_is_refused_with_its_size():
    with pytest.raises(FileTooLarge) as refused:
        prepare_picture(BytesIO(b"\xff\xd8\xff" + b"\0" * LARGEST_FILE))
    assert str(refused.value) == "The file has 12.1 MB; at most 12 MB can be taken. Send a smaller one."


@pytest.mark.parametrize("size", [(63, 400), (400, 63), (1, 1)])
def test_a_picture_too_small_to_be_seen_is_refused(size):
    with pytest.raises(PictureTooSmall) as refused:
        prepare_picture(saved(Image.new("RGB", size), "PNG"))
    assert str(refused.value) == (
        f"The picture has only {size[0]} × {size[1]} pixels, and needs 64 on each side."
        " Send the original, not its small preview."
    )
