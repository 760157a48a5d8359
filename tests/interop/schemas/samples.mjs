// Strict Ajv reads every schema of the bundle, without another file, and judges every sample and a spoilt one.
import Ajv2020 from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

const [folder] = process.argv.slice(2);
const bundle = JSON.parse(readFileSync(`${folder}/bundle.json`, 'utf8'));
const failures = [];
const complain = (message) => failures.push(String(message));
const logger = { log: complain, warn: complain, error: complain };
const ajv = new Ajv2020.default({ strict: true, allErrors: true, logger });
ajv.addSchema(bundle);

let judged = 0;
for (const { $id, examples = [] } of Object.values(bundle.$defs)) {
  const fits = ajv.getSchema($id);
  for (const example of examples) {
    judged += 1;
    if (!fits(example)) complain(`${$id}: ${ajv.errorsText(fits.errors)}`);
    if (example === null || typeof example !== 'object') continue;
    for (const name of ['data', 'errors'].filter((name) => name in example)) {
      const { [name]: _, ...less } = example;
      if (fits(less)) complain(`${$id}: fits without ${name}`);
      if (fits({ ...less, [name]: 1 })) complain(`${$id}: ${name} may be 1`);
    }
  }
}
if (judged === 0) complain('no sample was judged');
failures.forEach((failure) => console.error(failure));
console.log(`Ajv: ${judged} examples, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
