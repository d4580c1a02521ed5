/** The passes between reading and kernel selection, in order. */
import { foldConstants } from './fold_constants.js';
import { fuseActivation } from './fuse_activation.js';
import type { Pass } from './pass.js';
import { removeDead } from './remove_dead.js';
import { removeDeadChannels } from './remove_dead_channels.js';
import { removeIdentity } from './remove_identity.js';
import { tabulate } from './tabulate.js';

export const optimizePasses: readonly Pass[] = [foldConstants, removeIdentity, fuseActivation, tabulate, removeDead, removeDeadChannels];
