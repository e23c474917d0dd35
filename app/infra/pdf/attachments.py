"""What is attached to a PDF of our own. Only for files that this site has made: a stranger's are read in a child."""

import io

import pikepdf


def find_attachment(pdf: bytes, name: str) -> bytes | None:
    """The attached file of this name; None when there is none. pikepdf.PdfError for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for spec in document.attachments.values():
            if spec.filename == name:
                return spec.get_file().read_bytes()
    return None
