"""Files an officer brings to a template: the scan of a pre-printed sheet, a logo, a signature.

A scan is made light before it goes into the register, where every backup copy carries it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from desktop.documents.picture import MOST_BYTES, MOST_PIXELS, check_picture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SIDE: Final = 3000
"""Pixels of the longer side of a scan that is kept."""
MOST_KEPT: Final = 2 * 1024 * 1024
"""Bytes of a scan that is kept."""
PDF_DPI: Final = 150
MOST_READ: Final = 200 * 1024 * 1024
"""Bytes of a scan that is read: A3 at 600 dpi without compression."""
_LEAST_DPI: Final = 30
_MM_PER_INCH: Final = 25.4
_PICTURE_SIDE: Final = 1600
_QUALITIES: Final = (88, 80, 70, 60, 45, 30)


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture ready for the register; the size in mm is the file's own word, 0 where it does not say."""

    name: str
    data: bytes
    proportion: float
    width_mm: float
    height_mm: float


def read_scan(path: Path) -> Brought:
    """A scan of a pre-printed sheet (PNG, JPEG, or the first page of a PDF) as a JPEG of at most 2 MB.

    Raises:
        BadInput: the file cannot be read, or holds no such picture.
    """
    data = _bytes(path, MOST_READ)
    if data.startswith(b"%PDF"):
        image, width, height = _from_pdf(data, path)
    else:
        image, width, height = _opened(data, path, MOST_SIDE)
        image = _on_white(image)
    return Brought(f"{path.stem}.jpg", _light(image), image.width / image.height, width, height)


def read_picture(path: Path) -> Brought:
    """A logo or a signature (PNG or JPEG); what is transparent stays so.

    Raises:
        BadInput: the file cannot be read, or holds no such picture.
    """
    data = _bytes(path, MOST_BYTES)
    check_picture(data, f"trong tệp “{path.name}”")
    image, width, height = _opened(data, path, _PICTURE_SIDE)
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return Brought(f"{path.stem}.png", made.getvalue(), image.width / image.height, width, height)


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise BadInput(
                f"Tệp “{path.name}” nặng quá {most // 1024**2} MB; hãy quét lại ở 150–200 dpi rồi chọn lại."
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"Không đọc được tệp “{path.name}”; hãy kiểm tra tệp rồi chọn lại.") from error


def _opened(data: bytes, path: Path, side: int) -> tuple[Image, float, float]:
    """The picture upright, no longer than ``side`` pixels, with what it says of its size in mm."""
    import warnings

    from PIL import Image as Images
    from PIL import ImageOps, UnidentifiedImageError

    with warnings.catch_warnings():
        # Pillow warns of large pictures; a scan is made small at once.
        warnings.simplefilter("ignore", Images.DecompressionBombWarning)
        try:
            with Images.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Images.DecompressionBombError
                size = _millimetres(opened)
                before = opened.size
                # Palettes and bits have no colours in between to shrink to.
                picture = opened.convert("RGBA") if opened.mode in ("P", "1", "LA", "PA") else opened
                picture.thumbnail((side, side))
                turned = ImageOps.exif_transpose(picture)
        except UnidentifiedImageError as error:
            raise BadInput(
                f"Tệp “{path.name}” không phải ảnh PNG, JPEG hoặc PDF; hãy quét lại dạng đó rồi chọn lại."
            ) from error
        except (Images.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
            raise BadInput(
                f"Tệp ảnh “{path.name}” bị hỏng hoặc lớn quá; hãy quét lại ở 150–200 dpi rồi chọn lại."
            ) from error
    lies = (before[0] > before[1]) != (turned.width > turned.height)
    return turned.convert("RGBA"), *(size[::-1] if lies else size)


def _millimetres(image: Image) -> tuple[float, float]:
    dots = image.info.get("dpi", (0, 0))
    across, down = (float(dot) if float(dot) >= _LEAST_DPI else 0.0 for dot in dots)
    if not across or not down:
        return 0.0, 0.0
    return round(image.width / across * _MM_PER_INCH, 1), round(image.height / down * _MM_PER_INCH, 1)


def _on_white(image: Image) -> Image:
    from PIL import Image as Images

    paper = Images.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _from_pdf(data: bytes, path: Path) -> tuple[Image, float, float]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[0]
            width, height = page.get_size()
            # A poster at 150 dpi would fill the memory before it is made small.
            scale = min(PDF_DPI / 72, MOST_SIDE / max(width, height, 1.0))
            image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise BadInput(
            f"Tệp PDF “{path.name}” không mở được hoặc không có trang nào; hãy xuất lại tệp rồi chọn lại."
        ) from error
    points = 72 / _MM_PER_INCH
    return image, round(width / points, 1), round(height / points, 1)


def _light(image: Image) -> bytes:
    """The picture as JPEG, as good as 2 MB allow."""
    made = b""
    for quality in _QUALITIES:
        into = io.BytesIO()
        image.save(into, "JPEG", quality=quality, optimize=True)
        made = into.getvalue()
        if len(made) <= MOST_KEPT:
            return made
    image.thumbnail((image.width * 2 // 3, image.height * 2 // 3))
    return _light(image)
