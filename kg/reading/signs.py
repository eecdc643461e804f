"""How lines begin or end that belong to figures, tables and lists of contents, in text files and PDFs alike."""

import re

CAPTION = re.compile(
    r"^(图表|附图|附表|图|表格|表|Figure|Table|Exhibit|Chart)\s*[A-Za-z]?\d+([.\-－]\d+)*\s*([：:.、|｜]|\s|(?=[\u4e00-\u9fffA-Z《“]))", re.I
)
FIGURE = re.compile(r"^(图|附图|Figure|Chart|Exhibit)", re.I)
NOTE = re.compile(r"^[（(]?\s*(资料来源|数据来源|图片来源|信息来源|来源|注释?\d*|备注|Sources?|Notes?)\s*[：:]", re.I)
LEADER = re.compile(r"(\.{3,}|…{2,}|·{4,}|_{4,}|(?:\.\s){3,})\s*\d*\s*$")  # dots before a page number
