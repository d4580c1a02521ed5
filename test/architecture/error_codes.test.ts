/** Every diagnostic code that the sources report is explained, and every explained code is reported somewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorCodes } from '../../codegen/error_codes.js';
import { errorDocs } from '../../scripts/write_error_docs.js';

const test = suite('architecture: error codes');
const root = fileURLToPath(new URL('../../../', import.meta.url));

const sources = ['codegen', 'runtime-ts'].flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('error_codes.ts')).map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8')));
const reported = new Set(sources.flatMap((text) => text.match(/\bN0\d{3}\b/g) ?? []));

test('reported codes are explained', () => {
  assert.equal([...reported].filter((code) => errorCodes[code] === undefined).sort(), []);
});

test('explained codes are reported', () => {
  assert.equal(Object.keys(errorCodes).filter((code) => !reported.has(code)), []);
});

test('docs/errors.md is what scripts/write_error_docs.ts writes, and has every code', () => {
  const text = readFileSync(`${root}docs/errors.md`, 'utf8');
  assert.is(text, errorDocs());
  for (const code of Object.keys(errorCodes)) assert.ok(text.includes(`### ${code}\n`), code);
});

test.run();
