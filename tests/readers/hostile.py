"""What strangers send into forms: texts for a field, and bodies that are no form at all."""

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
LIVE_MARKS = ("<script>alert(1)", "<img src=x", "onerror=alert(2)>", "60481729")
HOSTILE_TEXTS = {
    "a NUL": "مي\0ناء",
    "a NUL in a number": "12\x003456",
    "ten thousand letters": "ش" * 10_000,
    "a million letters": "x" * 1_000_000,
    "an override of direction": "abc\u202egpj.exe\u202c",
    "marks of no width": "\u200b\u200d\ufeff\u2066",
    "SQL": "x'; DROP TABLE accounts_user; --",
    "HTML": SCRIPT,
    "a template": "{{ 7777*7777 }}${7777*7777}#{7777*7777}{% load static %}{{ settings }}",
    "a format": "%s%n%(password)s{0.__class__}{}",
    "a header": "x@mail.example\r\nBcc: victim@mail.example\r\n\r\nhello",
    "a quoted header": '"x\r\nBcc: victim@mail.example"@mail.example',
    "a lone surrogate in JSON": '{"id": "\\ud800"}',
    "an endless number": "9" * 5_000,
    "no number": "NaN",
    "below nothing": "-1",
    "deep JSON": "[" * 100_000,
    "JSON of another shape": '{"id": 7, "rawId": [], "response": null, "type": {}}',
    "JSON of a credential": '{"id": "AA", "rawId": "!!", "type": "public-key", "response":'
    ' {"clientDataJSON": "AA", "authenticatorData": "AA", "attestationObject": "oA",'
    ' "signature": "AA", "userHandle": "AA"}}',
    "a path": "../../../../etc/passwd",
    "nothing": "",
    "blanks": " \t\n\u3000",
    "an address of thousands": "a" * 5_000 + "@mail.example",
    "an odd address": "آ@[127.0.0.1]",
}
# Also where nothing becomes of a form.
ALWAYS_SENT = ("a NUL", "HTML", "a header", "an endless number")
ALWAYS_SENT_BODIES = ("bytes of no text", "parts in a charset that is none", "parts cut short")
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"


def part(name: str, value: bytes, more: str = "") -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n"


HOSTILE_BODIES = {
    "bytes of no text": (FORM, b"%s=\xff\xfe%%ff&%s=%%c3%%28"),
    "surrogates": (FORM, b"%s=%%ed%%a0%%80&%s=\xed\xb0\x80"),
    "a percent sign at the end": (FORM, b"%s=%%&%s=%%u0041"),
    "a field a thousand times": (FORM, b"&".join([b"%s=1"] * 1000)),
    "more fields than allowed": (FORM, b"a=1&" * 10_001),
    "another charset": (f"{FORM}; charset=utf-16", b"%s=1"),
    "a charset that is none": (f"{FORM}; charset=base64", b"%s=1"),
    "parts in a charset that is none": (f"{PARTS}; charset=hex", part("code", b"1") + b"--x--"),
    "deep JSON": ("application/json", b"[" * 100_000),
    "JSON": ("application/json", b'{"email": {"$ne": null}}'),
    "XML": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "no type": ("", b"%s=1"),
    "parts without a boundary": ("multipart/form-data", b"--x\r\n"),
    "parts with a bad boundary": ("multipart/form-data; boundary=\xe9", b"--x\r\n"),
    "parts cut short": (PARTS, part("email", b"x")[:-9]),
    "parts without an end": (PARTS, part("email", b"x") * 3),
    "a part without a name": (PARTS, b"--x\r\nContent-Type: text/plain\r\n\r\nx\r\n--x--"),
    "a part that says it is base64": (
        PARTS,
        b'--x\r\nContent-Disposition: form-data; name="code"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--",
    ),
    "files for every field": (PARTS, b"%s"),
}


def body_for(kind: str, names: set[str]) -> tuple[str, bytes]:
    content_type, body = HOSTILE_BODIES[kind]
    if kind == "files for every field":
        more = '; filename="../../a\\"b.exe"\r\nContent-Type: text/html'
        return content_type, b"".join(part(one, SCRIPT.encode(), more) for one in names) + b"--x--"
    if b"%s" in body:
        one = body
        body = b"&".join(one.replace(b"%s", name.encode()).replace(b"%%", b"%") for name in names)
    return content_type, body
