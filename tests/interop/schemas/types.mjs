// Makes TypeScript of the schemas by two tools, and a file that gives every documented sample the type of its body.
import { compile } from 'json-schema-to-typescript';
import openapiTS, { astToString } from 'openapi-typescript';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

for (const name of ['openapi', 'openapi-3.0']) {
  const tree = await openapiTS(pathToFileURL(resolve(folder, `${name}.json`)));
  writeFileSync(`${out}/${name}.d.ts`, astToString(tree));
}

// One schema that refers to all: each type is then written once.
const bundle = JSON.parse(readFileSync(`${folder}/bundle.json`, 'utf8'));
const paths = Object.keys(bundle.$defs);
const all = {
  title: 'Everything',
  type: 'object',
  properties: Object.fromEntries(paths.map((path) => [path, { $ref: path }])),
  additionalProperties: false,
};
// Answers are open. Without this option every type of theirs would end in `[k: string]: unknown`.
const options = { cwd: `${folder}/`, additionalProperties: false };
const schemas = await compile(all, 'Everything', options);
const names = new Set([...schemas.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name));
const doubled = [...names].filter((name) => /\d$/.test(name) && names.has(name.replace(/\d+$/, '')));
if (doubled.length > 0) throw new Error(`types that were written twice: ${doubled.join(', ')}`);
writeFileSync(`${out}/schemas.d.ts`, schemas);

// In TypeScript a member beside an index signature must have the signature's type.
const unsayable = new Set(['02-payout-prerequest-response']);
const lines = [
  "import type { components } from './openapi.d.ts';",
  "import type { components as older } from './openapi-3.0.d.ts';",
  "import type { Everything } from './schemas.d.ts';",
];
let count = 0;
const given = [];
const nameOf = (sample) => given.find(([, known]) => JSON.stringify(known) === JSON.stringify(sample))?.[0];
const give = (type, sample, name) => {
  if (unsayable.has(name)) lines.push(`// @ts-expect-error ${name}`);
  lines.push(`export const sample${(count += 1)}: ${type} = ${JSON.stringify(sample)};`);
};
const document = JSON.parse(readFileSync(`${folder}/openapi.json`, 'utf8'));
const typeOf = (schema, root) =>
  schema.anyOf
    ? schema.anyOf.map((one) => typeOf(one, root)).join(' | ')
    : `${root}['schemas']['${schema.$ref.split('/').pop()}']`;
const walk = (value) => {
  if (value === null || typeof value !== 'object') return;
  if (value.schema && value.examples) {
    for (const [name, { value: sample }] of Object.entries(value.examples)) {
      given.push([name, sample]);
      give(typeOf(value.schema, 'components'), sample, name);
      give(typeOf(value.schema, 'older'), sample, name);
    }
    return;
  }
  Object.values(value).forEach(walk);
};
[document.paths, document.webhooks, document.components.responses].forEach(walk);
for (const [path, schema] of Object.entries(bundle.$defs)) {
  if (!/^(requests|responses|errors|callbacks)\//.test(path)) continue;
  for (const sample of schema.examples ?? []) {
    give(`NonNullable<Everything['${path}']>`, sample, nameOf(sample));
  }
}
writeFileSync(`${out}/samples.ts`, `${lines.join('\n')}\n`);
console.log(`TypeScript: ${count} samples with types`);
