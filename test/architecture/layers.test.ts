/** ARCHITECTURE.md as a table: which folder may import which, who touches the machine, and what no file may contain. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import ts from 'typescript';
import { version } from '../../codegen/emit/c_model.js';
import { slices } from '../../codegen/ops/index.js';

const test = suite('architecture: layers');
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Source { readonly path: string; readonly text: string; readonly tree: ts.SourceFile; readonly imports: readonly string[] }

function sourcesOf(folder: string): readonly Source[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('node_modules')).sort().map((file) => {
    const path = `${folder}/${file}`, text = readFileSync(`${root}${path}`, 'utf8'), tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    return { path, text, tree, imports: importsOf(tree) };
  });
}

/** Static and dynamic imports: repository paths without suffix, or names of packages. */
function importsOf(tree: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    const given = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
    if (given !== undefined && ts.isStringLiteral(given)) found.push(given.text.startsWith('.') ? posix.join(posix.dirname(tree.fileName), given.text) : given.text);
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => { walk(child, visit); });
}

const runtime = sourcesOf('runtime-ts'), codegen = sourcesOf('codegen'), product = [...runtime, ...codegen], all = [...product, ...sourcesOf('scripts'), ...sourcesOf('test')];

/** Folders of codegen, and what of the repository each may import besides itself and runtime-ts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'codegen/ops': [],
  'codegen/language_model': [],
  'codegen/frontends': ['codegen/ops', 'codegen/language_model'],
  'codegen/select': ['codegen/ops/op_slice.js'],
  'codegen/passes': ['codegen/ops'],
  'codegen/plan': ['codegen/select', 'codegen/passes/pass.js'],
  'codegen/emit': ['codegen/ops/op_slice.js', 'codegen/plan', 'codegen/select'],
  'codegen/device': ['codegen/emit', 'codegen/frontends', 'codegen/language_model', 'codegen/ops', 'codegen/select', 'codegen/tflite.js', 'codegen/custom_op.js', 'codegen/engine.js', 'codegen/difference.js'],
  'codegen/library': ['codegen/compile.js', 'codegen/variants.js', 'codegen/custom_op.js', 'codegen/engine.js', 'codegen/difference.js', 'codegen/device', 'codegen/emit', 'codegen/plan', 'codegen/select'],
  'codegen/cli': ['codegen'],
};
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
/** `path: what`, so that a failure names its place. */
const offences = (sources: readonly Source[], of: (source: Source) => readonly string[]): readonly string[] => sources.flatMap((source) => of(source).map((what) => `${source.path}: ${what}`));

test('runtime-ts imports nothing but itself', () => {
  assert.ok(runtime.length > 20);
  assert.equal(offences(runtime, ({ imports }) => imports.filter((name) => !within(name, 'runtime-ts'))), []);
});

for (const [folder, others] of Object.entries(allowed)) test(`${folder} imports runtime-ts, itself, ${others.join(', ') || 'nothing else'}`, () => {
  const sources = codegen.filter(({ path }) => within(path, folder));
  assert.ok(sources.length > 0);
  assert.equal(offences(sources, ({ imports }) => imports.filter((name) => name.includes('/') && !name.startsWith('node:') && !name.startsWith('burin/') && ![folder, 'runtime-ts', ...others].some((one) => within(name, one)))), []);
});

test('nothing imports the command line', () => {
  assert.equal(offences(product.filter(({ path }) => !within(path, 'codegen/cli')), ({ imports }) => imports.filter((name) => within(name, 'codegen/cli'))), []);
});

test('every folder of codegen is in the table', () => {
  assert.equal(readdirSync(`${root}codegen`, { withFileTypes: true }).filter((entry) => entry.isDirectory() && allowed[`codegen/${entry.name}`] === undefined).map(({ name }) => name), []);
});

const touchesMachine = (path: string): boolean => within(path, 'codegen/cli') || within(path, 'codegen/device');

test('only codegen/cli and codegen/device import Node\'s modules', () => {
  assert.equal(offences(product.filter(({ path }) => !touchesMachine(path)), ({ imports }) => imports.filter((name) => name.startsWith('node:'))), []);
});

/** codegen/library runs what it compiles, and so may take the time. */
const pure = product.filter(({ path }) => !touchesMachine(path) && !within(path, 'codegen/library'));

test('the rest uses no global of Node, no clock and no chance', () => {
  const impure = new Set(['process', 'Buffer', 'console', '__dirname', '__filename', 'Date', 'performance', 'setTimeout', 'fetch', 'globalThis']);
  assert.equal(offences(pure, ({ tree }) => {
    const found: string[] = [];
    walk(tree, (node) => {
      const member = ts.isPropertyAccessExpression(node.parent ?? node) && (node.parent as ts.PropertyAccessExpression).name === node;
      if (ts.isIdentifier(node) && impure.has(node.text) && !member && !ts.isPropertyAssignment(node.parent) && !ts.isPropertySignature(node.parent)) found.push(node.text);
      if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') found.push('Math.random');
    });
    return found;
  }), []);
});

/** Where each package is used. */
const packages: Readonly<Record<string, readonly string[]>> = {
  flatbuffers: ['codegen/frontends/tflite'], handlebars: ['codegen/emit/render.ts'], zod: ['codegen/select/board.ts', 'codegen/device', 'codegen/cli/demo_command.ts'],
  fflate: ['codegen/device/data_set.ts'],
  'ts-morph': ['codegen/emit/ts_bindings.ts', 'codegen/device/custom_op_file.ts'],
};

test('every package is used in its place only, and declared; banners have the package\'s version', () => {
  const { dependencies, version: published } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly version: string; readonly dependencies: Readonly<Record<string, string>> };
  assert.is(version, published);
  const used = offences(product, ({ path, imports }) => imports.filter((name) => !name.includes('/') && !name.startsWith('node:') && !(packages[name] ?? []).some((place) => within(path, place))));
  assert.equal(used, []);
  assert.equal(Object.keys(dependencies).sort(), Object.keys(packages).sort());
});

test('ts-morph, which carries a compiler, is loaded by those who need it', () => {
  assert.equal(offences(product, ({ tree }) => tree.statements.filter((node) => ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly && node.moduleSpecifier.getText().includes('ts-morph')).map((node) => node.getText())), []);
});

test('operators are named in their slices and passes, where the file format is described, and where a language model becomes a graph', () => {
  const codes = new Set(slices.flatMap(({ tflite }) => tflite.map(({ code }) => code)));
  const outside = codegen.filter(({ path }) => !['codegen/ops', 'codegen/passes', 'codegen/frontends/tflite', 'codegen/language_model/build_graph.ts'].some((folder) => within(path, folder)));
  assert.equal(offences(outside, ({ tree }) => {
    const found: string[] = [];
    walk(tree, (node) => {
      if (ts.isStringLiteralLike(node) && codes.has(node.text)) found.push(node.text);
      if (ts.isBinaryExpression(node) && /\.op\.name$/.test(node.left.getText()) && ts.isStringLiteralLike(node.right)) found.push(node.getText());
    });
    return found;
  }), []);
  assert.equal(offences(outside, ({ imports }) => imports.filter((name) => within(name, 'runtime-ts/ops') || (within(name, 'codegen/ops') && !/\/(index|op_slice)\.js$/.test(name)))), []);
});

test('no any, no enum, and imports end in .js', () => {
  assert.equal(offences(all, ({ tree, imports }) => {
    const found: string[] = imports.filter((name) => name.startsWith('.') || within(name, 'runtime-ts') || within(name, 'codegen')).filter((name) => !name.endsWith('.js'));
    walk(tree, (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isEnumDeclaration(node)) found.push(node.getText());
    });
    return found;
  }), []);
});

test('files have snake_case names and fewer than 300 lines', () => {
  assert.equal(all.filter(({ path }) => !/^[a-z0-9_.-]+(\/[a-z0-9_]+)*(\.(test|cases))?\.ts$/.test(path)).map(({ path }) => path), []);
  assert.equal(all.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path), []);
  for (const folder of ['firmware', 'templates', 'boards', 'docs']) {
    const files = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
    assert.equal(files.filter((file) => !/^[a-z0-9_]+(\/[a-z0-9_]+)*(\.[a-z0-9]+)*$/.test(file)), [], folder);
  }
});

test.run();
