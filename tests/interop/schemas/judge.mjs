// Has Ajv judge the cases that our validator has judged, and lists every case on which the two disagree.
import Ajv2020 from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

const [folder, cases] = process.argv.slice(2);
const ajv = new Ajv2020.default({ strict: true });
ajv.addSchema(JSON.parse(readFileSync(`${folder}/bundle.json`, 'utf8')));

let accepted = 0;
let refused = 0;
const disagreements = [];
for (const line of readFileSync(cases, 'utf8').trimEnd().split('\n')) {
  const { schema, place, change, valid, instance } = JSON.parse(line);
  const fits = ajv.getSchema(schema)(instance);
  if (fits) accepted += 1;
  else refused += 1;
  if (fits !== valid) {
    disagreements.push(`${schema}#${place}: ${change}: ${fits ? 'accepted' : 'refused'} by Ajv alone`);
  }
}
disagreements.slice(0, 50).forEach((line) => console.log(line));
console.log(`${accepted} accepted, ${refused} refused, ${disagreements.length} disagreements`);
process.exit(disagreements.length === 0 && refused >= 200 && accepted > 0 ? 0 : 1);
