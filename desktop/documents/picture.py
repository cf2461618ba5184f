"""Pictures an officer places on a sheet: what kind they are, how large, and which are refused."""

from __future__ import annotations

import io
from functools import lru_cache

from db.errors import BadInput

#: More than a scan of A3 at 600 dpi; such a picture would stand in memory for nothing.
MOST_PIXELS = 70_000_000
MOST_BYTES = 30 * 1024 * 1024
#: What both pens can draw.
FORMATS = frozenset({"PNG", "JPEG"})


def check_picture(data: bytes, whose: str) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG.

    Args:
        data: the file's bytes.
        whose: names the picture in a refusal ("trong tệp “logo.png”").

    Raises:
        BadInput: it is no such picture, or too large to be printed.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"Hình {whose} nặng {len(data) / 1024**2:.0f} MB; hãy thu nhỏ còn dưới 30 MB rồi chọn lại."
        )
    kind, width, height = _header(data)
    if kind not in FORMATS:
        raise BadInput(
            f"Hình {whose} không phải ảnh PNG, JPEG hoặc bị hỏng; hãy lưu lại dạng đó rồi chọn lại."
        )
    if not width or width * height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise BadInput(f"Hình {whose} lớn quá {most} triệu điểm ảnh; hãy thu nhỏ rồi chọn lại.")
    return width, height


@lru_cache(maxsize=16)
def _header(data: bytes) -> tuple[str, int, int]:
    """Format, width and height: no format where it is no picture or a broken one, no size where huge."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Pillow warns of large pictures; here they are refused.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as image:
                kind, (width, height) = str(image.format), image.size
                if kind in FORMATS and width * height <= MOST_PIXELS:
                    # A file cut short is found by reading it; a JPEG is read at an eighth of its size.
                    image.draft("L", (width // 8, height // 8))
                    image.load()
                return kind, width, height
        except Image.DecompressionBombError:
            return "PNG", 0, 0
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return "", 0, 0
