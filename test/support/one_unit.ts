/** Several generated models as one file to compile: starting a compiler, and writing files, costs more than a small model. */
import type { Compilation } from '../../codegen/compile.js';

/** The models' own C and their headers as two files; every static name, and every type's, gets the model's in front. The kernels stay apart. */
export function oneUnit(name: string, models: readonly Compilation[]): ReadonlyMap<string, string> {
  // The image's main file includes it for every model; a guard around it all lets the compiler skip it unread.
  const guard = `${name.toUpperCase()}_H`, headers = models.map((model) => textOf(model, model.header));
  return new Map([
    [`${name}.c`, [`#include "${name}.h"`, ...models.map(unitOf)].join('\n')],
    [`${name}.h`, [`#ifndef ${guard}`, `#define ${guard}`, ...headers, '#endif', ''].join('\n')],
  ]);
}

/** The files of a compilation that `oneUnit` does not hold: kernels and their headers. */
export function kernelFiles({ name, files }: Compilation): ReadonlyMap<string, string> {
  return new Map([...files].filter(([file]) => !own(name).includes(file)));
}

const own = (name: string): readonly string[] => ['', '_weights'].flatMap((part) => [`${name}${part}.h`, `${name}${part}.c`]);

function textOf({ files, name }: Compilation, file: string): string {
  const text = files.get(file);
  if (text === undefined) throw new Error(`no ${file} among the files of ${name}`);
  return text;
}

function unitOf(model: Compilation): string {
  const { name } = model, source = textOf(model, `${name}.c`), names = staticNames(source);
  const text = [textOf(model, `${name}_weights.h`), textOf(model, `${name}_weights.c`), source].join('\n');
  return [
    ...names.map((one) => `#define ${one} ${name}_static_${one}`),
    text.replace(new RegExp(`^#include "${name}(_weights)?\\.h"$`, 'gm'), ''),
    ...names.map((one) => `#undef ${one}`), '',
  ].join('\n');
}

function staticNames(text: string): readonly string[] {
  const plain = text.replace(/_Alignas\(\d+\)|__attribute__\(\(.*?\)\)/g, '');
  return [...plain.matchAll(/^static\b[^=;([]*?(\w+)\s*(?=[=;([])/gm), ...plain.matchAll(/^\} (\w+);$/gm)].map(([, name = '']) => name);
}
