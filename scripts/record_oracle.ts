/**
 * Records what TensorFlow Lite Micro answers to the operators' test cases, in test/ops/recorded/<operator>.json; for a case
 * that names it, what the reference kernels of TensorFlow Lite answer.
 *
 *     BURIN_ORACLE_PYTHON=<python with the packages tflite-micro and tensorflow> node dist/scripts/record_oracle.js [operator...]
 *
 * Without arguments all operators are recorded. A case whose model and inputs are as recorded is not run again.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCases, operatorsWithCases, recordedFile, type LoadedCase, type Recorded } from '../test/support/op_cases.js';

type Answer = { readonly outputs: readonly (readonly string[])[] } | { readonly error: string };

const oracle = fileURLToPath(new URL('../../scripts/record_oracle.py', import.meta.url));

/** Runs cases in their oracles; answers in their order. */
function ask(cases: readonly LoadedCase[], python: string): readonly Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    const jobs = cases.map((entry, index) => {
      const id = String(index), model = `${id}.tflite`;
      writeFileSync(join(folder, model), entry.modelBytes);
      const invocations = entry.inputs.map((inputs, invocation) => inputs.map((bytes, input) => {
        const file = `${id}_${invocation}_${input}.bin`;
        writeFileSync(join(folder, file), bytes);
        return file;
      }));
      return { id, model, invocations, oracle: entry.case.oracle ?? 'tflm' };
    });
    writeFileSync(join(folder, 'job.json'), JSON.stringify(jobs));
    execFileSync(python, [oracle, folder], { stdio: 'inherit' });
    const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Readonly<Record<string, Answer>>;
    return jobs.map(({ id }) => answers[id] ?? { error: 'the oracle gave no answer' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function record(op: string, python: string): Promise<boolean> {
  const cases = await loadCases([op]);
  const known = (entry: LoadedCase): Recorded | undefined => {
    if (entry.recorded === undefined && entry.recordedError === undefined) return undefined;
    const outputs = entry.recorded?.map((list) => list.map((bytes) => Buffer.from(bytes).toString('base64')));
    return { hash: entry.hash, ...(outputs === undefined ? { error: entry.recordedError ?? '' } : { outputs }) };
  };
  const missing = cases.filter((entry) => known(entry) === undefined);
  const answers = missing.length === 0 ? [] : ask(missing, python);
  const recordings = Object.fromEntries(cases.map((entry) =>
    [entry.case.name, known(entry) ?? { hash: entry.hash, ...answers[missing.indexOf(entry)] }]));
  mkdirSync(dirname(recordedFile(op)), { recursive: true });
  writeFileSync(recordedFile(op), `${JSON.stringify(recordings, null, 1)}\n`);

  const surprises = cases.filter((entry) => (entry.case.refused === undefined) !== ('outputs' in (recordings[entry.case.name] ?? {})));
  console.log(`${op}: ${cases.length} cases, ${missing.length} recorded now`);
  for (const entry of surprises)
    console.log(`  "${entry.case.name}": ${recordings[entry.case.name]?.error ?? 'TFLM runs it, but the case says that it is refused'}`);
  return surprises.length === 0;
}

const python = process.env['BURIN_ORACLE_PYTHON'];
if (python === undefined) {
  console.error('Set BURIN_ORACLE_PYTHON to a Python that has the packages tflite-micro and, for operators beyond TFLM, tensorflow.');
  process.exit(3);
}
const chosen = process.argv.slice(2);
let fine = true;
for (const op of chosen.length > 0 ? chosen : operatorsWithCases()) fine = (await record(op, python)) && fine;
process.exitCode = fine ? 0 : 1;
