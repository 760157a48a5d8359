"""Judges every sample with validators for Python: by the bundle, and by both OpenAPI documents in their own dialects."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30Validator, OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

folder = Path(sys.argv[1])
failures = []
judged = 0


def judge(validator, sample, place):
    global judged
    judged += 1
    failures.extend(f"{place}: {error.message[:200]}" for error in validator.iter_errors(sample))
    if isinstance(sample, dict):
        for name in sample.keys() & {"data", "errors"}:
            spoilt = {**sample, name: 1}
            if validator.is_valid(spoilt):
                failures.append(f"{place}: {name} may be 1")


def by_bundle():
    bundle = json.loads((folder / "bundle.json").read_text())
    resource = Resource.from_contents(bundle)
    registry = Registry().with_resource(bundle["$id"], resource)
    for schema in bundle["$defs"].values():
        validator = Draft202012Validator({"$ref": schema["$id"]}, registry=registry)
        for example in schema.get("examples", []):
            judge(validator, example, schema["$id"])


def bodies(value, place=""):
    if isinstance(value, dict):
        if "schema" in value and "examples" in value:
            for name, example in value["examples"].items():
                yield f"{place} {name}", value["schema"], example["value"]
        else:
            for name, member in value.items():
                yield from bodies(member, f"{place}/{name}")
    elif isinstance(value, list):
        for item in value:
            yield from bodies(item, place)


def by_document(name, kind):
    document = json.loads((folder / name).read_text())
    registry = Registry().with_resource("urn:document", Resource(document, DRAFT202012))
    for part in ["paths", "webhooks", "x-webhooks", "components"]:
        for place, schema, sample in bodies(document.get(part, {}), name):
            absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:document#/'))
            judge(kind(absolute, registry=registry), sample, place)


by_bundle()
by_document("openapi.json", OAS31Validator)
by_document("openapi-3.0.json", OAS30Validator)
if not judged:
    failures.append("no sample was judged")
print("\n".join(failures), file=sys.stderr, end="\n" if failures else "")
print(f"Python: {judged} examples, {len(failures)} failures")
sys.exit(bool(failures))
