"""Reads every sample of the OpenAPI document into the generated pydantic models and writes it again: nothing may be lost."""

import json
import sys
from pathlib import Path
from typing import Any, Iterator, Union

from pydantic import TypeAdapter

import models


def bodies(value: Any) -> Iterator[tuple[Any, str, Any]]:
    if isinstance(value, dict):
        if "schema" in value and "examples" in value:
            for name, example in value["examples"].items():
                yield value["schema"], name, example["value"]
        else:
            for member in value.values():
                yield from bodies(member)


def type_of(schema: dict[str, Any]) -> Any:
    if "anyOf" in schema:
        return Union[tuple(type_of(one) for one in schema["anyOf"])]
    return getattr(models, schema["$ref"].split("/")[-1])


def main() -> int:
    document = json.loads(Path(sys.argv[1]).read_text())
    parts = [document["paths"], document.get("webhooks", {}), document["components"]["responses"]]
    samples = failures = 0
    for schema, name, sample in (body for part in parts for body in bodies(part)):
        samples += 1
        adapter: TypeAdapter[Any] = TypeAdapter(type_of(schema))
        model = adapter.validate_json(json.dumps(sample))
        written = adapter.dump_python(model, mode="json", by_alias=True, exclude_unset=True)
        if written != sample:
            failures += 1
            print(f"{name}: became {json.dumps(written)[:400]}")
    print(f"{samples} samples read, {failures} failures")
    return int(failures > 0 or samples == 0)


sys.exit(main())
