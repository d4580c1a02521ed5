/** --report: the numbers hold, the page needs nothing but itself, and both are the same every time. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel, inspectModel, loadModel, readModel, reportFiles, type Report } from 'burin';
import { burin, sumSpec } from '../cli/burin.js';
import { makeModel } from '../support/make_model.js';

const test = suite('emit: report');
const digits = fileURLToPath(new URL('../../../models/digits_int8/digits_int8.tflite', import.meta.url));
const { graph, source } = loadModel(digits), compilation = compileModel(graph, { source, target: 'nucleo_f446re' }), { report } = compilation;
const [main] = report.graphs;
if (main === undefined) throw new Error('a report without a graph');

test('totals are those of the compilation and of inspect', () => {
  const { macs } = inspectModel(graph);
  assert.equal({ flash: report.flash, ram: report.ram, bound: report.arenaLowerBound, macs: report.macs },
    { flash: { weights: compilation.weightBytes }, ram: { arena: compilation.arenaBytes, state: 0 }, bound: compilation.arenaLowerBound, macs });
  assert.is(main.steps.reduce((sum, step) => sum + step.weightBytes, 0), compilation.weightBytes);
  assert.is(main.steps.reduce((sum, step) => sum + step.macs, 0), macs);
});

test('every step has its operator, kernel and reason', () => {
  assert.equal(main.steps.map(({ step }) => step), compilation.kernels.map((_, index) => index + 1));
  for (const [index, { operator, name, kernels, reason }] of main.steps.entries()) {
    assert.is(`${operator.toLowerCase()} ${name}`, compilation.kernels[index]?.operator);
    assert.ok(kernels.every((kernel) => compilation.files.has(`${kernel}.h`)) && reason !== '');
  }
});

const aligned = (amount: number): number => Math.ceil(amount / 16) * 16;

test('blocks that live at one step lie apart or follow each other, below the plan\'s end', () => {
  const { blocks, live, bytes } = main.memory;
  assert.ok(blocks.length > 3);
  for (const [at, one] of blocks.entries()) {
    assert.ok(one.offset + one.bytes <= bytes && one.firstStep <= one.lastStep && one.lastStep < live.length);
    for (const other of blocks.slice(0, at)) {
      const apart = one.offset + one.bytes <= other.offset || other.offset + other.bytes <= one.offset || one.lastStep < other.firstStep || other.lastStep < one.firstStep;
      assert.ok(apart || (one.over?.name === other.name && one.firstStep === other.lastStep && one.offset + one.over.headStart <= other.offset), `${one.name}, ${other.name}`);
    }
  }
});

test('what lives at a step takes no more than the plan gives it, and at most the lower bound', () => {
  const { blocks, live, lowerBound } = main.memory;
  for (const [step, least] of live.entries()) {
    const here = blocks.filter(({ firstStep, lastStep }) => firstStep <= step && step <= lastStep), sum = here.reduce((total, block) => total + aligned(block.bytes), 0);
    const taken = new Set(here.flatMap(({ offset, bytes }) => Array.from({ length: aligned(bytes) / 16 }, (_, at) => offset / 16 + at))).size * 16;
    assert.ok(least <= taken && taken <= sum, `step ${step}: ${least}, ${taken}, ${sum}`);
    if (here.every(({ over }) => over === undefined)) assert.is(least, sum);
  }
  assert.is(Math.max(...live), lowerBound);
});

/** Elements in the order of the page; throws where one is not closed. */
function elements(html: string): readonly string[] {
  const open: string[] = [], seen: string[] = [];
  for (const [, end, name = '', empty] of html.replace(/<style>[^]*?<\/style>/g, '').matchAll(/<(\/?)([a-z0-9]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end === '/') assert.is(open.pop(), name);
    else {
      seen.push(name);
      if (empty !== '/' && !['meta', 'br'].includes(name)) open.push(name);
    }
  }
  assert.equal(open, []);
  return seen;
}

test('the page draws every block, lists every step, and is complete in itself', () => {
  const html = reportFiles(compilation).get('report.html') ?? '', found = elements(html), count = (name: string): number => found.filter((one) => one === name).length;
  assert.is(count('rect'), main.memory.blocks.length);
  assert.is(count('tr'), main.steps.length + 1 + report.regions.length + 1);
  assert.is(count('script') + count('link') + count('img') + count('iframe'), 0);
  assert.not.match(html.replace('http://www.w3.org/2000/svg', ''), /https?:|url\(|@import/);
  for (const { kernels } of main.steps) for (const kernel of kernels) assert.ok(html.includes(kernel));
  assert.ok(html.includes('lower bound') && !html.includes('NaN') && !html.includes('undefined'));
});

test('names of a model file are text', () => {
  const odd = readModel(makeModel({ ...sumSpec, tensors: sumSpec.tensors.map((tensor, at) => ({ ...tensor, name: `<script>${at}&"` })) }), '<b>');
  const html = reportFiles(compileModel(odd, { source: '"><img src=x>' })).get('report.html') ?? '';
  assert.not.match(html, /<script|<b>sum|<img/);
  assert.ok(html.includes('&lt;script&gt;2&amp;&quot;'));
  elements(html);
});

test('the command line writes both files, the same every time', () => {
  const written = [0, 1].map(() => {
    const folder = mkdtempSync(join(tmpdir(), 'burin_test_')), dir = join(folder, 'report');
    const { status, stdout, stderr } = burin(['compile', digits, '--target', 'nucleo_f446re', '--out', join(folder, 'c'), '--report', dir, '--json']);
    assert.is(status, 0, stderr);
    assert.ok((JSON.parse(stdout) as { files: string[] }).files.includes(join(dir, 'report.html')));
    const texts = ['report.html', 'report.json'].map((name) => readFileSync(join(dir, name), 'utf8'));
    assert.ok(texts.every((text) => !text.includes(folder)));
    return texts;
  });
  assert.equal(written[0], written[1]);
  assert.equal(JSON.parse(written[0]?.[1] ?? '') as Report, JSON.parse(JSON.stringify(report)) as Report);
});

test.run();
