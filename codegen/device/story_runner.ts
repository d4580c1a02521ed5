/** A compiled language model tells a text, as a process or on an emulated board. */
import type { Sampling } from '../../runtime-ts/language_model/sampler.js';
import { cFloat } from '../emit/c_initializer.js';
import { render } from '../emit/render.js';
import type { Board } from '../select/board.js';
import type { Target } from '../select/target.js';
import { buildImage } from './build_image.js';
import { inTemporaryFolder } from './files.js';
import { readTemplate } from './package_files.js';
import { placeOf, runProgram } from './run_image.js';

export interface StoryRequest extends Sampling {
  /** The folder of the generated files, and the C files in it. */
  readonly dir: string;
  readonly sources: readonly string[];
  /** Prefix of the C names. */
  readonly name: string;
  readonly target: Target;
  readonly prompt: string;
  /** Forward passes, the prompt's included. */
  readonly steps: number;
  readonly seed: number;
  /** Also run the model's self-test, which it has unless it is large or has few positions. */
  readonly selftest: boolean;
  /** Takes bytes of the text as the program prints them. */
  readonly onText?: (bytes: Uint8Array) => void;
  readonly timeoutMs?: number;
  readonly extraFlags?: readonly string[];
}

export interface Story {
  readonly text: Uint8Array;
  readonly ranOn: string;
}

/** Builds the program and runs it, on the first emulated board of the target if it has any. Throws a DeviceError where it fails, the self-test included. */
export function tellStory(request: StoryRequest): Promise<Story> {
  const { name, target, prompt, seed } = request, bytes = new TextEncoder().encode(prompt), board: Board | undefined = target.emulators[0];
  const main = render(readTemplate('story_main.c.hbs'), {
    name, host: board === undefined, room: bytes.length + 2, steps: request.steps, selftest: request.selftest, beginningBytes: bytes.length, beginning: { length: Math.max(1, bytes.length), text: [...bytes].map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ') || '0' },
    temperature: cFloat(Math.fround(request.temperature)), topK: request.topK, topP: cFloat(Math.fround(request.topP)), seed,
  });
  return inTemporaryFolder(async (workDir) => {
    // char is unsigned on Arm.
    const image = await buildImage({ dir: request.dir, sources: request.sources, models: [], target, board, purpose: 'program', main, workDir, extraFlags: ['-fsigned-char', ...(request.extraFlags ?? [])] });
    return { text: await runProgram(image, request.onText, request.timeoutMs), ranOn: placeOf(image) };
  });
}
