// Has the validator of Hyperjump judge the cases that ours has judged, and lists every case on which the two disagree.
import { registerSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import { readFileSync } from 'node:fs';

const [folder, cases] = process.argv.slice(2);
const bundle = JSON.parse(readFileSync(`${folder}/bundle.json`, 'utf8'));
Object.values(bundle.$defs).forEach((schema) => registerSchema(schema));
const validators = new Map();
for (const { $id } of Object.values(bundle.$defs)) validators.set($id, await validate($id));

let accepted = 0;
let refused = 0;
const disagreements = [];
for (const line of readFileSync(cases, 'utf8').trimEnd().split('\n')) {
  const { schema, place, change, valid, instance } = JSON.parse(line);
  const fits = validators.get(schema)(instance).valid;
  if (fits) accepted += 1;
  else refused += 1;
  if (fits !== valid) {
    disagreements.push(`${schema}#${place}: ${change}: ${fits ? 'accepted' : 'refused'} by Hyperjump alone`);
  }
}
disagreements.slice(0, 50).forEach((line) => console.log(line));
console.log(`${accepted} accepted, ${refused} refused, ${disagreements.length} disagreements`);
process.exit(disagreements.length === 0 && refused >= 200 && accepted > 0 ? 0 : 1);
