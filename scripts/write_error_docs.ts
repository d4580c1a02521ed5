/** Writes docs/errors.md from the error codes: `node dist/scripts/write_error_docs.js`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes } from '../codegen/error_codes.js';

const groups: Readonly<Record<string, string>> = { N01: 'The model file', N02: 'Operators', N03: 'Memory', N04: 'The command line and its files', N05: 'Boards and targets', N06: 'Language models' };

/** The text of docs/errors.md. */
export function errorDocs(): string {
  const sections = Object.entries(groups).map(([prefix, title]) => [
    `## ${title}\n`, ...Object.entries(errorCodes).filter(([code]) => code.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { title: name, explanation, hint }]) => `### ${code}\n\n**${name}.** ${explanation}\n\n*What to do:* ${hint}\n`),
  ].join('\n'));
  return `# Errors

Every message says what is wrong, where, why, and what to do; its code is explained here. The command line ends with exit code 2 when
what it was given is at fault, 3 when a tool is missing, 70 when burin itself is. Written by \`scripts/write_error_docs.ts\` from \`codegen/error_codes.ts\`.

${sections.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL('../../docs/errors.md', import.meta.url), errorDocs());
