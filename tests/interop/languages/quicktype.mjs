// Makes types of all documents in one language with quicktype, and a file for each documented sample, named for its type.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputData, JSONSchemaInput, JSONSchemaStore, quicktypeMultiFile } from 'quicktype-core';

const [folder, lang, out] = process.argv.slice(2);
const bundle = JSON.parse(readFileSync(`${folder}/bundle.json`, 'utf8'));
const documents = Object.entries(bundle.$defs)
  .filter(([path]) => /^(requests|responses|errors|callbacks)\//.test(path))
  .map(([, schema]) => schema);
const byId = new Map(Object.values(bundle.$defs).map((schema) => [schema.$id, schema]));

class Bundle extends JSONSchemaStore {
  async fetch(address) {
    return byId.get(address.replace(/#.*$/, ''));
  }
}

const input = new JSONSchemaInput(new Bundle());
for (const { title, $id } of documents) await input.addSource({ name: title, uris: [$id] });
const inputData = new InputData();
inputData.addInput(input);
const files = await quicktypeMultiFile({ inputData, lang, rendererOptions: { package: 'types' } });

rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/types`, { recursive: true });
mkdirSync(`${out}/samples`);
for (const [name, { lines }] of files) {
  writeFileSync(`${out}/types/${name === 'stdout' ? 'types.go' : name}`, lines.join('\n'));
}
let samples = 0;
for (const { title, examples = [] } of documents) {
  for (const sample of examples) {
    writeFileSync(`${out}/samples/${title}.${(samples += 1)}.json`, JSON.stringify(sample));
  }
}
if (lang === 'go') {
  for (const name of ['go.mod', 'main.go']) copyFileSync(name, `${out}/${name}`);
  const entry = ({ title }) =>
    `\t"${title}": func(b []byte) (document, error) { d, err := types.Unmarshal${title}(b); return &d, err },`;
  writeFileSync(
    `${out}/readers.go`,
    `package main\n\nimport "interop/types"\n\nvar readers = map[string]func([]byte) (document, error){\n${documents.map(entry).join('\n')}\n}\n`,
  );
}
console.log(`${files.size} files, ${samples} samples`);
