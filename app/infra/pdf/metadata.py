"""What a file says of itself: PDF/A-3a and PDF/UA-1 in one description.

WeasyPrint names one standard only (its issue 2783). A second description of RDF would break PDF/UA-1 (rule 5-1), and
its identifier without the extension schema PDF/A-3 (ISO 19005-3, 6.6.2.3): so both go into the one that it writes.
"""

from datetime import datetime

from weasyprint.document import DocumentMetadata

_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
_TAIL = b'\n</x:xmpmeta>\n<?xpacket end="r"?>'
_END = b"</rdf:RDF>"
_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification \
schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""


def describe(*, title: str, author: str, subject: str, made_at: str) -> bytes:
    """The file's XMP packet; `made_at` is an ISO moment."""
    said = DocumentMetadata(title=title, authors=[author], description=subject, created=made_at, modified=made_at)
    rdf: bytes = said.generate_rdf_metadata("a", 3, "A")
    return _HEAD + rdf.replace(_END, _UA + _END) + _TAIL


def pdf_date(made_at: str) -> str:
    """An ISO moment as PDF writes it (ISO 32000-1, 7.9.4)."""
    return datetime.fromisoformat(made_at).strftime("D:%Y%m%d%H%M%SZ")
