/** The shared model stories260K, if its folder is there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadLanguageModel } from '../../codegen/device/language_model_file.js';
import type { Checkpoint } from '../../codegen/language_model/checkpoint.js';

export const storiesFolder = fileURLToPath(new URL('../../../../shared/models/stories260k', import.meta.url));
export const hasStories = existsSync(storiesFolder);

export function storiesModel(): Checkpoint {
  return loadLanguageModel(`${storiesFolder}/stories260K.bin`).checkpoint;
}

export function storiesTokens(file: 'eval_tokens.json' | 'calib_tokens.json'): readonly (readonly number[])[] {
  return (JSON.parse(readFileSync(`${storiesFolder}/${file}`, 'utf8')) as { readonly stories: readonly (readonly number[])[] }).stories;
}
