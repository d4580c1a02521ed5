/** docs/operators.md: what the operator cases hold, as a table. Every cell counts cases that tests run. */
import { planGraph } from '../../codegen/compile.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { tflmBuiltinOperators, tflmCustomOperators } from '../../codegen/frontends/tflite/tflm_operators.js';
import { slices } from '../../codegen/ops/index.js';
import { resolveTarget, type Target } from '../../codegen/select/target.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { loadCases, type LoadedCase } from './op_cases.js';

interface Row { readonly operator: string; readonly types: string; cases: number; readonly byTarget: number[] }

/** The targets of the table's columns: those of compiled.test.ts. */
export function operatorTableTargets(): readonly Target[] {
  const boards = loadBoards();
  return ['host', 'cortex-m0plus', 'cortex-m4f', 'cortex-m55'].map((name) => resolveTarget(name, boards));
}

/** `targets` are those on which compiled.test.ts runs every case that has a kernel there. */
export async function operatorTable(targets: readonly Target[]): Promise<string> {
  const rows = new Map<string, Row>(), refused = new Map<string, number>();
  for (const loaded of await loadCases()) {
    const operator = operatorOf(loaded), types = typesOf(loaded, operator);
    if (loaded.case.refused !== undefined) { refused.set(operator, (refused.get(operator) ?? 0) + 1); continue; }
    const row = rows.get(`${operator} ${types}`) ?? { operator, types, cases: 0, byTarget: targets.map(() => 0) };
    rows.set(`${operator} ${types}`, row);
    row.cases++;
    targets.forEach((target, at) => { if (compiles(loaded, target)) row.byTarget[at] = (row.byTarget[at] ?? 0) + 1; });
  }
  const sorted = [...rows.values()].sort((a, b) => (`${a.operator} ${a.types}` < `${b.operator} ${b.types}` ? -1 : 1));
  const known = new Set(slices.flatMap(({ tflite }) => tflite.map(({ code }) => code))), tflm = [...tflmBuiltinOperators, ...tflmCustomOperators];
  known.add('VAR_HANDLE');
  const missing = tflm.filter((name) => !known.has(name)), beyond = [...known].filter((name) => !tflm.includes(name)).sort();
  const total = sorted.reduce((sum, { cases }) => sum + cases, 0);
  return [
    '# Operators', '',
    'Written by `node dist/scripts/write_operator_table.js` from the cases in `test/ops`; do not edit. A case is a model with TensorFlow Lite Micro\'s recorded answer. The columns count the',
    'cases that run in the reference engine (equal to the answer) and, in each target\'s column, as C (equal to the reference engine in every bit).', '',
    `${tflm.length - missing.length} of the ${tflm.length} operators that TensorFlow Lite Micro registers, and ${beyond.length} that it does not (${beyond.join(', ') || 'none'}). ${total} cases; ${[...refused.values()].reduce((a, b) => a + b, 0)} more hold what is refused.`, '',
    ...missing.map((name) => `Missing: ${name}${name === 'ethos-u' ? ', which runs programs of Arm\'s Ethos-U processors; in TensorFlow Lite Micro it is a stub unless Arm\'s driver is linked' : ''}.\n`),
    `| operator | types | Node | ${targets.map(({ name }) => name).join(' | ')} |`, `|---|---|---|${targets.map(() => '---|').join('')}`,
    ...sorted.map(({ operator, types, cases, byTarget }) => `| ${operator} | ${types} | ${cases} | ${byTarget.map((count) => (count === 0 ? '-' : count)).join(' | ')} |`), '',
    'VAR_HANDLE has no cases of its own: READ_VARIABLE, ASSIGN_VARIABLE and CALL_ONCE need it.', '',
  ].join('\n');
}

/** The name in model files of the operator that a file of cases is about. */
function operatorOf({ op }: LoadedCase): string {
  const slice = slices.find((one) => one.op.name === op);
  return slice?.tflite[0]?.code ?? op.toUpperCase();
}

/** The type of what flows in and, where it differs, of the first result; weights and biases that narrow it down. */
function typesOf({ case: { model } }: LoadedCase, operator: string): string {
  const node = model.operators.find(({ op }) => (typeof op === 'string' ? op : op.custom) === operator) ?? model.operators[0];
  const tensors = (node?.inputs ?? []).flatMap((index) => model.tensors[index] ?? []);
  const input = tensors.find(({ data }) => data === undefined) ?? tensors[0], output = model.tensors[node?.outputs[0] ?? -1];
  const from = input?.type ?? 'any', to = output?.type ?? from;
  const constants = tensors.filter((tensor) => tensor !== input && tensor.data !== undefined).map(({ type }) => type);
  const notes = [...(constants.includes('int4') ? ['int4 weights'] : []), ...(from === 'int16' && constants.includes('int64') ? ['int64 bias'] : [])];
  return `${from}${to === from ? '' : ` to ${to}`}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function compiles({ modelBytes, case: { name } }: LoadedCase, target: Target): boolean {
  try {
    planGraph(readModel(modelBytes, name, slices), target);
    return true;
  } catch (error) {
    if (error instanceof CompileError) return false;
    throw error;
  }
}
