"""A short mark of a field's value: did its author change it since it was shown, did others?"""

import json
from hashlib import sha256
from typing import Any

from casestudies.content.field import Field, Kind
from casestudies.content.values import LISTS, tidy


def mark_of(field: Field, value: Any) -> str:
    """The same for two values that say the same: the order of ticked boxes counts for nothing."""
    words = json.dumps(_bare(field, tidy(field, value)), ensure_ascii=False, sort_keys=True)
    return sha256(words.encode()).hexdigest()[:16]


def _bare(field: Field, value: Any) -> Any:
    if field.kind == Kind.ROWS:
        return [
            {"uid": row["uid"], **{column.key: _bare(column, row[column.key]) for column in field.columns}}
            for row in value
        ]
    return sorted(value) if field.kind in LISTS else value
