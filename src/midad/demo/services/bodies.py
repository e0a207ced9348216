"""From a story file's blocks to the stored form of a body."""

import hashlib
from collections.abc import Mapping
from typing import Any

from midad.stories.services.importing.contract import story_blocks


def stored_body(
    story: dict[str, Any], images: Mapping[str, int], pages: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return the story's body as its stream stores it.

    Text blocks go the way of an import; pictures, galleries and related stories are the demo's.
    ``images`` and ``pages`` map the file's names to ids; a related story not there is left out.
    """
    stored: list[dict[str, Any]] = []
    plain: list[dict[str, Any]] = []
    for number, block in enumerate(story["body"]):
        made = _own_block(block, images, pages)
        if made is None and block["type"] not in _OWN:
            plain.append(block)
            continue
        stored += _flushed(plain, story["id"], number)
        plain = []
        if made:
            digest = hashlib.sha256(f"{story['id']}:{number}".encode()).hexdigest()
            block_id = (
                f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
            )
            stored.append({**made, "id": block_id})
    return stored + _flushed(plain, story["id"], len(story["body"]))


_OWN = {"picture", "gallery", "related"}


def _flushed(plain: list[dict[str, Any]], story_id: str, number: int) -> list[dict[str, Any]]:
    return story_blocks(plain, seed=f"{story_id}:{number}") if plain else []


def _own_block(
    block: dict[str, Any], images: Mapping[str, int], pages: Mapping[str, int]
) -> dict[str, Any] | None:
    if block["type"] == "picture":
        return {"type": "picture", "value": _picture(block, images)}
    if block["type"] == "gallery":
        pictures = [_item(_picture(entry, images)) for entry in block["pictures"]]
        return {
            "type": "gallery",
            "value": {"title": block.get("title", ""), "pictures": pictures},
        }
    if block["type"] == "related":
        found = [_item(pages[name]) for name in block["stories"] if name in pages]
        return {"type": "related", "value": {"stories": found}} if found else None
    return None


def _picture(entry: dict[str, Any], images: Mapping[str, int]) -> dict[str, Any]:
    return {
        "image": images[entry["picture"]],
        "caption": entry.get("caption", ""),
        "label": entry.get("label", ""),
        "credit": "",
        "graphic": False,
    }


def _item(value: Any) -> dict[str, Any]:
    digest = hashlib.sha256(repr(value).encode()).hexdigest()
    item_id = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
    return {"type": "item", "value": value, "id": item_id}
