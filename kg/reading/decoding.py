"""Bytes of a text file -> its text."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReportError

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
MAGIC = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"PK\x03\x04", "an office document or archive", None),
    (b"\xd0\xcf\x11\xe0", "an office document", None),
    (b"{\\rtf", "an RTF document", None),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
SAMPLE = 200_000  # characters that are looked at to tell text from other bytes
WRITTEN = re.compile(r"[\t\n\f\r -~\u00a0-\u024f\u2010-\u2044\u20ac\u2100-\u21ff\u2460-\u27bf\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes, file: str) -> str:
    """The text of a report's bytes without BOM, each line end one line feed. Raises ReportError where they are no text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReportError(file, "is empty", "save the report again or leave the file out")
    for magic, what, ending in MAGIC:
        if data.startswith(magic):
            advice = f"rename it to {ending}" if ending else "save it as .txt, .md or .pdf"
            raise ReportError(file, f"is {what}, not text", advice)
    text = from_bom(data, file)
    if text is None:
        text = from_utf8(data)
    if text is None:
        text = from_gb18030(data)
    if text is None or not reads_as_text(text):
        raise ReportError(file, "is not text in UTF-8, UTF-16 or GB18030", "open it in the program that wrote it and save it as UTF-8 text or PDF")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def from_bom(data: bytes, file: str) -> str | None:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise ReportError(file, f"begins as {encoding.upper()} but is damaged at byte {error.start}", "save it again as UTF-8") from error
    return None


def from_utf8(data: bytes) -> str | None:
    """UTF-8, also where the last character was cut off."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > 0:
            return data[: error.start].decode("utf-8")
        return None


def from_gb18030(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        cut = error.reason == "incomplete multibyte sequence" and error.start > 0
        return data[: error.start].decode("gb18030") if cut else None


def reads_as_text(text: str) -> bool:
    """Few control characters, and most characters are ones that people write."""
    sample = text[:SAMPLE]
    return len(CONTROL.findall(sample)) <= len(sample) * 0.002 and len(WRITTEN.findall(sample)) >= len(sample) * 0.9
