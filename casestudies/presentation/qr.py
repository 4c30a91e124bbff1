import segno


def qr_svg(link: str) -> str:
    """A link as a QR code: SVG that stands alone, without any script or style."""
    image = segno.make(link, error="m").svg_inline(
        scale=8, border=2, omitsize=True, dark="#1f1b18", light="#ffffff"
    )
    return str(image.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
