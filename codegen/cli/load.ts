/** Models from files, and what compile, verify and bench do with them first. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import { compile, type Compilation } from '../compile.js';
import { loadFirmware, readTemplate } from '../device/package_files.js';
import { cIdentifier } from '../emit/c_names.js';
import { readModel } from '../frontends/tflite/read_model.js';
import { slices } from '../ops/index.js';
import type { Target } from '../select/target.js';
import { readBytes } from './golden.js';

export interface LoadedModel {
  readonly file: string;
  readonly graph: Graph;
  /** For the banner: file name and the start of its SHA-256. */
  readonly source: string;
  /** The default prefix of C names: the file's name as an identifier. */
  readonly name: string;
}

export function loadModel(file: string | undefined): LoadedModel {
  if (file === undefined) return fail('N0404', 'no model file is named', { hint: 'burin --help lists commands and options.' });
  const bytes = readBytes(file), plain = basename(file).replace(/\.tflite$/, '');
  return {
    file, graph: readModel(bytes, plain, slices), name: cIdentifier(plain, 'model'),
    source: `${basename(file)} (sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)})`,
  };
}

export function compileModel(model: LoadedModel, target: Target, name = model.name): Compilation {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) fail('N0404', `"${name}" is no C identifier`, { hint: 'Choose a name of letters, digits and underscores.' });
  return compile(model.graph, { name, source: model.source, target, templates: readTemplate, firmware: loadFirmware() });
}

/** Writes all files, or reports that the folder cannot be written. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of files) writeFileSync(join(folder, file), content);
  } catch (error) {
    fail('N0405', 'cannot be written', { where: `folder ${folder}`, why: (error as Error).message, hint: 'Name a folder that you may write to.' });
  }
}
