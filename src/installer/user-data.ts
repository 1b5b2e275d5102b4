import { renderCloudInit } from '../cloud-config/cloud-init.ts';
import { renderCoreos } from '../cloud-config/coreos.ts';
import { nodeConfigOf } from '../cloud-config/node-config.ts';
import type { ChosenCards } from '../network/choose.ts';
import type { Secret } from '../secret.ts';
import type { ResolvedAnswers } from './resolved.ts';

/** The node's cloud-config, in the dialect of the system that is installed. Pure. */
export function userDataOf(resolved: ResolvedAnswers, cards: ChosenCards): Secret {
  const config = nodeConfigOf(resolved, cards);
  return resolved.answers.install.image === 'disk-image' ? renderCoreos(config) : renderCloudInit(config);
}
