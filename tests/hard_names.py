"""Names that break what builds queries, rows or pictures from text."""

HARD_NAMES = {
    "quotes": "某“科技” 'X' \"Y\"",
    "backticks": "`) DETACH DELETE n //",
    "braces": "{id: 1} }) RETURN 1 //",
    "newlines": "两\n行\r\n又一行",
    "dollar": "$rows $id",
    "emoji": "机器人🤖👩‍💻",
    "right to left": "\u200fשלום\u202e عربي\u202c",
    "backslash": "C:\\公司\\",
    "unicode escape": "\\u0060 X",
    "separators": "a;b,c\td|e",
    "spaces": "  前后 空格  ",
    "no name": "null",
    "long": "长" * 10_000,
    "long with marks": "“" * 5_000 + '"' * 5_000,
    "everything": "“`{$\n🤖\u202e\\\"';,\t}",
}
