/** --custom-op FILE: a module whose default export is a custom operator, or a list of them, and the C files that these name. */
import { basename, dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { fail } from '../../runtime-ts/diagnostic.js';
import { customSlice, type CustomOp, type LoadedCustomOp } from '../custom_op.js';
import { isIdentifier } from '../emit/c_names.js';
import { slices } from '../ops/index.js';
import { readBytes } from './files.js';

const method = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', 'a function');
const kernelSchema = z.object({
  symbol: z.string().refine((name) => isIdentifier(name) && !name.startsWith('bn_'), 'a C identifier that does not begin with bn_'),
  header: z.string().optional(), files: z.array(z.string()).min(1), call: method.optional(),
});
const operatorSchema = z.object({
  code: z.string().min(1), decode: method.optional(), states: method.optional(), check: method, evaluate: method, macs: method.optional(), kernels: z.array(kernelSchema).optional(),
});

const readText = (file: string): string => new TextDecoder().decode(readBytes(file));

/** Reads the operators of a module (.js, .mjs, or .ts whose imports are packages) and their C files. */
export async function loadCustomOps(file: string): Promise<readonly LoadedCustomOp[]> {
  const exported: unknown = await importModule(file);
  const operators: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  return operators.map((operator, index) => {
    const parsed = operatorSchema.safeParse(operator);
    if (!parsed.success)
      fail('N0406', `its default export${operators.length > 1 ? ` (operator ${index})` : ''} is no custom operator`, {
        where: file, why: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; '),
        hint: 'Export customOp({ code, check, evaluate, kernels }) as default; docs/custom_operators.md shows one.',
      });
    return load(operator as CustomOp, file);
  });
}

function load(operator: CustomOp, file: string): LoadedCustomOp {
  const known = slices.some(({ tflite }) => tflite.some(({ code, custom }) => custom === true && code === operator.code));
  if (known) fail('N0406', `defines the operator ${operator.code}, which the compiler knows already`, { where: file, hint: 'Leave it out, or give it another name in the model.' });
  const files = new Map<string, string>();
  for (const { symbol, header = `${symbol}.h`, files: paths } of operator.kernels ?? []) {
    for (const path of paths) {
      if (basename(path).startsWith('bn_')) fail('N0406', `names the C file ${path}; names that begin with bn_ are the compiler's`, { where: file, hint: 'Rename the file.' });
      files.set(basename(path), readText(resolve(dirname(file), path)));
    }
    if (!files.has(header)) fail('N0406', `has the kernel ${symbol} without its header ${header} among its files`, { where: file, hint: `List ${header} in files; it declares ${symbol} and its params.` });
  }
  return { slice: customSlice(operator), files };
}

async function importModule(file: string): Promise<unknown> {
  const text = readText(file), typescript = ['.ts', '.mts'].includes(extname(file));
  try {
    const url = typescript ? `data:text/javascript;base64,${Buffer.from(await transpile(file, text)).toString('base64')}` : pathToFileURL(resolve(file)).href;
    return ((await import(url)) as { readonly default?: unknown }).default;
  } catch (error) {
    return fail('N0406', 'cannot be loaded', { where: file, why: error instanceof Error ? error.message : String(error), hint: 'It has to be an ES module that Node can import.' });
  }
}

/** TypeScript as JavaScript whose imports are absolute, so that it can be imported from anywhere. Types are not checked. */
async function transpile(file: string, text: string): Promise<string> {
  const { Project, ts } = await import('ts-morph');
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  const source = project.createSourceFile('operator.ts', text);
  for (const declaration of source.getImportDeclarations()) {
    const name = declaration.getModuleSpecifierValue();
    declaration.setModuleSpecifier(name.startsWith('.') ? pathToFileURL(resolve(dirname(file), name)).href : import.meta.resolve(name));
  }
  return ts.transpileModule(source.getFullText(), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText;
}
