"""Has the Python validator judge the cases that ours has judged, and lists every case on which the two disagree."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

folder, cases = map(Path, sys.argv[1:])
bundle = json.loads((folder / "bundle.json").read_text())
registry = Registry().with_resource(bundle["$id"], Resource.from_contents(bundle))
validators = {
    schema["$id"]: Draft202012Validator({"$ref": schema["$id"]}, registry=registry)
    for schema in bundle["$defs"].values()
}
accepted = refused = 0
disagreements = []
for line in cases.open():
    case = json.loads(line)
    valid = validators[case["schema"]].is_valid(case["instance"])
    accepted += valid
    refused += not valid
    if valid != case["valid"]:
        words = "accepted" if valid else "refused"
        disagreements.append(f"{case['schema']}#{case['place']}: {case['change']}: {words} by Python alone")
print("\n".join(disagreements[:50]))
print(f"{accepted} accepted, {refused} refused, {len(disagreements)} disagreements")
sys.exit(bool(disagreements) or refused < 200 or accepted == 0)
