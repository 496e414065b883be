"""Pictures are decoded and encoded anew: what is not picture does not survive."""

import io
import warnings

from PIL import Image, ImageFile, ImageOps

from volunteers.documents.rules.kinds import MOST_PIXELS, MediaType
from volunteers.documents.rules.refusals import BROKEN, TOO_MANY_PIXELS
from volunteers.errors import Refusal

JPEG_QUALITY = 90
PNG_EFFORT = 3
PILLOW_NAMES = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
PNG_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA"})


def clean_picture(content: bytes, media_type: MediaType) -> bytes | Refusal:
    """The same picture the right way up, with no metadata and nothing behind it."""
    name = PILLOW_NAMES[media_type]
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # for the whole process, and WeasyPrint switches it on when it is read
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=[name]) as found:
            warnings.simplefilter("ignore")  # of odd camera data, which is left out
            if found.width * found.height > MOST_PIXELS:
                return TOO_MANY_PIXELS
            found.load()
            return _encoded(ImageOps.exif_transpose(found), name)
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, Image.DecompressionBombError):
        return BROKEN


def _encoded(picture: Image.Image, name: str) -> bytes:
    plain = _plain(picture, name)
    plain.info.clear()  # whatever was said beside the pixels stays behind
    written = io.BytesIO()
    plain.save(written, format=name, quality=JPEG_QUALITY, compress_level=PNG_EFFORT)
    return written.getvalue()


def _plain(picture: Image.Image, name: str) -> Image.Image:
    """The picture in a way of writing colours that its format keeps and every reader knows."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda light: light * (1 / 256)).convert("L")
    if name == "JPEG":
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    if picture.mode in PNG_MODES:
        return picture
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
