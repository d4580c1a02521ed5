/** The passes between reading and kernel selection, in order. */
import { foldConstants } from './fold_constants.js';
import { foldPadding } from './fold_padding.js';
import { fuseActivation } from './fuse_activation.js';
import { mergeMoves } from './merge_moves.js';
import type { Pass } from './pass.js';
import { removeDead } from './remove_dead.js';
import { removeDeadChannels } from './remove_dead_channels.js';
import { removeIdentity } from './remove_identity.js';
import { shareResults } from './share_results.js';
import { tabulate } from './tabulate.js';

export const optimizePasses: readonly Pass[] = [foldConstants, mergeMoves, foldPadding, removeIdentity, shareResults, fuseActivation, tabulate, removeDead, removeDeadChannels];
