"""Files an officer brings to a template: the scan of a pre-printed sheet, a logo, a signature.

A scan is made light before it goes into the register, where every backup copy carries it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from desktop.documents.picture import MOST_BYTES, check_picture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SIDE: Final = 3000
"""Pixels of the longer side of a scan that is kept."""
MOST_KEPT: Final = 2 * 1024 * 1024
"""Bytes of a scan that is kept."""
PDF_DPI: Final = 150
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
    data = _bytes(path)
    if data.startswith(b"%PDF"):
        image, width, height = _from_pdf(data, path)
    else:
        check_picture(data, f"tệp “{path.name}”")
        image, width, height = _opened(data, path)
    image.thumbnail((MOST_SIDE, MOST_SIDE))
    return Brought(f"{path.stem}.jpg", _light(image), image.width / image.height, width, height)


def read_picture(path: Path) -> Brought:
    """A logo or a signature (PNG or JPEG); what is transparent stays so.

    Raises:
        BadInput: the file cannot be read, or holds no such picture.
    """
    data = _bytes(path)
    check_picture(data, f"tệp “{path.name}”")
    image, width, height = _opened(data, path, keep_alpha=True)
    image.thumbnail((_PICTURE_SIDE, _PICTURE_SIDE))
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return Brought(f"{path.stem}.png", made.getvalue(), image.width / image.height, width, height)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"Tệp “{path.name}” nặng quá 30 MB; hãy quét lại ở 150–200 dpi rồi chọn lại.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"Không đọc được tệp “{path.name}”; hãy kiểm tra tệp rồi chọn lại.") from error


def _opened(data: bytes, path: Path, *, keep_alpha: bool = False) -> tuple[Image, float, float]:
    from PIL import Image as Images
    from PIL import ImageOps

    try:
        with Images.open(io.BytesIO(data)) as opened:
            dots = opened.info.get("dpi", (0, 0))
            turned = ImageOps.exif_transpose(opened)
            image = turned.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise BadInput(f"Tệp ảnh “{path.name}” bị hỏng; hãy quét hoặc lưu lại rồi chọn lại.") from error
    size = tuple(
        round(pixels / float(dot) * _MM_PER_INCH, 1) if float(dot) >= 30 else 0.0
        for pixels, dot in zip(image.size, dots, strict=False)
    )
    width, height = size if len(size) == 2 else (0.0, 0.0)
    if keep_alpha:
        return image, width, height
    paper = Images.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper, width, height


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
