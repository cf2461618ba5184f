"""A PDF written as it is made: an object goes to the disk the moment it is finished and is then forgotten.

reportlab keeps a document whole until it is saved, several times over while saving. Here it supplies what it is
good at, the subsets of the fonts and the encoding of pictures; pages, the page tree and the cross references are
written directly, so that memory does not grow with the pages.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from array import array
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO

CREATOR = "Sổ Thi Đua"
#: The second line tells programs that copy files that the bytes are not text.
HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
#: Bytes that the smaller window holds; what is longer is a design.
SMALL = 4096


class PdfFile:
    """One PDF under way on an open binary file, which stays the caller's to close."""

    def __init__(self, out: BinaryIO) -> None:
        from reportlab.pdfbase.pdfdoc import PDFDocument

        self._out = out
        self._offset = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        #: Byte offset of every object by its number; 0 while it is not written.
        self._offsets = array("Q", (0,))
        #: reportlab's document: it numbers the objects, holds fonts and pictures, and is never saved.
        self.document: Any = PDFDocument(compression=1, invariant=1)
        self._catalog, self._pages, self._resources = self.reserve(), self.reserve(), self.reserve()
        self._form_resources = self.reserve()
        self._kids = array("Q")
        self._forms: dict[str, int] = {}
        self._images: dict[bytes, tuple[str, int]] = {}
        self._spaces: dict[str, int] = {}
        self._put(HEADER)

    def reserve(self) -> int:
        """The number of an object to be written later."""
        self.document.objectcounter += 1
        return int(self.document.objectcounter)

    def object(self, body: bytes, number: int = 0) -> int:
        """Write an object, under a reserved number or a new one, and give its number."""
        number = number or self.reserve()
        self._place(number)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def stream(self, data: bytes, entries: bytes = b"", number: int = 0) -> int:
        """Write a compressed stream object whose dictionary also holds ``entries``."""
        packed = _packed(data) if len(data) <= SMALL else _packed_once(data)
        head = b"<<%b/Length %d /Filter /FlateDecode>>" % (entries, len(packed))
        return self.object(head + b"\nstream\n" + packed + b"\nendstream", number)

    def page(self, content: bytes, boxes: bytes) -> None:
        """Write one page: its operators, and its boxes as dictionary entries."""
        contents = self.stream(content)
        self._kids.append(
            self.object(
                b"<</Type /Page /Parent %d 0 R /Resources %d 0 R %b /Contents %d 0 R>>"
                % (self._pages, self._resources, boxes, contents)
            )
        )

    def form(self, name: str, content: bytes, box: str) -> None:
        """Write what many pages share as the Form XObject ``name``."""
        entries = f"/Type /XObject /Subtype /Form /BBox [{box}] /Resources {self._form_resources} 0 R "
        self._forms[name] = self.stream(content, entries.encode("ascii"))

    def has_form(self, name: str) -> bool:
        """Whether the form is in the file already."""
        return name in self._forms

    def image(self, data: bytes) -> str:
        """The resource name of a picture (PNG or JPEG bytes), stored once however often it is drawn."""
        known = self._images.get(data)
        if known is None:
            known = self._images[data] = (f"I{len(self._images)}", self._store_image(data))
        return known[0]

    def _store_image(self, data: bytes) -> int:
        from reportlab.pdfbase.pdfdoc import PDFImageXObject

        document = self.document
        name = f"picture{len(self._images)}"
        picture: Any = PDFImageXObject(name, _reader(data), mask="auto")
        mask = getattr(picture, "_smask", None)
        if mask is not None:
            picture.smask = document.Reference(mask, f"{name}.mask")
        document.Reference(picture, name)
        return int(document.idToObjectNumberAndVersion[name][0])

    def colour_space(self, name: str, body: bytes) -> None:
        """Offer a colour space to pages and forms under ``name``."""
        if name not in self._spaces:
            self._spaces[name] = self.object(body)

    def close(self, title: str, catalog: bytes = b"") -> None:
        """Write fonts, pictures, the page tree and the cross references; ``catalog`` holds entries of its own."""
        for font in self.document.delayedFonts:
            font.addObjects(self.document)
        self._place_document()
        self._place_resources()
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        self.object(b"<</Type /Pages /Count %d /Kids [%b]>>" % (len(self._kids), kids), self._pages)
        self.object(b"<</Type /Catalog /Pages %d 0 R %b>>" % (self._pages, catalog), self._catalog)
        said = {"Title": title, "Subject": title, "Author": CREATOR, "Creator": CREATOR, "Producer": CREATOR}
        info = self.object(b"<<%b>>" % b" ".join(b"/%b %b" % (k.encode(), text(v)) for k, v in said.items()))
        self._finish(info)

    def _place_document(self) -> None:
        """Write reportlab's objects; formatting one may bring others."""
        from reportlab.pdfbase.pdfdoc import PDFIndirectObject

        document = self.document
        written: set[int] = set()
        while rest := sorted(set(document.numberToId) - written):
            for number in rest:
                name = document.numberToId[number]
                self._place(number)
                self._put(PDFIndirectObject(name, document.idToObject[name]).format(document))
                written.add(number)

    def _place_resources(self) -> None:
        fonts = self.document.idToObjectNumberAndVersion["BasicFonts"][0]
        images = dict(self._images.values())
        spaces = b" ".join(b"/%b %d 0 R" % (name.encode(), n) for name, n in self._spaces.items())
        for number, drawn in ((self._resources, images | self._forms), (self._form_resources, images)):
            self.object(
                b"<</Font %d 0 R /XObject <<%b>> /ColorSpace <<%b>>>>" % (fonts, references(drawn), spaces),
                number,
            )

    def _finish(self, info: int) -> None:
        """Cross references and trailer."""
        start, count = self._offset, len(self._offsets)
        free = b"0000000000 65535 f \n"
        rows = (b"%010d 00000 n \n" % offset if offset else free for offset in self._offsets[1:])
        self._put(b"xref\n0 %d\n" % count + free + b"".join(rows))
        mark = self._digest.hexdigest().encode()
        self._put(
            b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, self._catalog, info, mark, mark, start)
        )

    def _place(self, number: int) -> None:
        while len(self._offsets) <= number:
            self._offsets.append(0)
        self._offsets[number] = self._offset

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._offset += len(data)


def _reader(data: bytes) -> Any:
    """A picture read for reportlab, which takes eight bits a channel and inverts every CMYK photograph."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = Image.open(io.BytesIO(data))
    if picture.mode == "CMYK":
        return ImageReader(picture.convert("RGB"))
    if picture.mode.startswith("I"):
        return ImageReader(picture.convert("I").point(lambda value: value * (1 / 256)).convert("L"))
    return ImageReader(io.BytesIO(data))


def _packed(data: bytes) -> bytes:
    """Deflated with a window no larger than the data: the usual one costs more to set up than a page to pack."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 12, 5)
    return packer.compress(data) + packer.flush()


@lru_cache(maxsize=4)
def _packed_once(data: bytes) -> bytes:
    """Deflated and kept: a design is hundreds of kilobytes, and the next batch has the same one."""
    return zlib.compress(data, 5)


def references(named: Mapping[str, int]) -> bytes:
    """Dictionary entries that point at objects."""
    return b" ".join(b"/%b %d 0 R" % (name.encode("ascii"), number) for name, number in named.items())


def text(words: str) -> bytes:
    """A PDF text string."""
    return b"<feff" + words.encode("utf-16-be").hex().encode("ascii") + b">"
