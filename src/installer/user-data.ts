import { renderCloudInit } from '../cloud-config/cloud-init.ts';
import { renderCoreos } from '../cloud-config/coreos.ts';
import { nodeConfigOf } from '../cloud-config/node-config.ts';
import type { Link } from '../network/link.ts';
import type { Secret } from '../secret.ts';
import type { ResolvedAnswers } from './resolved.ts';

/** The node's cloud-config, in the dialect of the system that is installed. Pure. */
export function userDataOf(resolved: ResolvedAnswers, link: Link): Secret {
  const config = nodeConfigOf(resolved, link);
  return resolved.answers.install.image === 'disk-image' ? renderCoreos(config) : renderCloudInit(config);
}
