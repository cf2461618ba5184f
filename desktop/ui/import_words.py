"""What the officer reads wherever Excel comes in; apart, so that the window is painted before its importer is read."""

from __future__ import annotations

from typing import Final

IMPORT_WORDS: Final = "Nhậ&p từ Excel…"
IMPORT_TIP: Final = (
    "Chọn tệp Excel; cũng có thể thả tệp vào trang này, hoặc chép vùng trong Excel rồi bấm Ctrl+V"
)
DROP_INVITATION: Final = (
    "Thả tệp Excel hoặc kế hoạch (Word, PDF, văn bản) vào đây để xem trước rồi ghi vào sổ"
)
