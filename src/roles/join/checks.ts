import { parseAddress, specialKind } from '../../network/address.ts';
import type { NetworkCheck } from '../../network/check.ts';
import { type AgentAnswers, type Endpoint, formatEndpoint } from '../agent.ts';
import { DISCOVERY, ETCD_PORT } from '../agent-node.ts';
import type { ControllerAnswers } from '../controller.ts';
import { type Asking, ask, askPage } from './ask.ts';
import { clockChecks } from './clock.ts';
import { type ControllerSeen, controllerChecks, hasEtcd, joinedThrough } from './controllers.ts';
import { discoveryCheck, etcdOf } from './discovery.ts';
import { type Member, membersOf } from './etcd.ts';
import { haMemberChecks } from './ha-members.ts';
import { type CodeSeen, installCodeCheck } from './install-code.ts';
import { memberUniqueCheck, type OwnPlace } from './member-unique.ts';
import { isAnswer } from './reply.ts';

/**
 * Asks the controllers of an agent, their discovery and the cluster behind it; writes nothing anywhere.
 * @throws the reason of the signal when that is aborted.
 */
export async function agentJoinChecks(
  agent: Pick<AgentAnswers, 'controllers' | 'install_code'>,
  own: OwnPlace,
  asking: Asking,
): Promise<NetworkCheck[]> {
  const [first, ...others] = agent.controllers;
  const seen: [ControllerSeen, ...ControllerSeen[]] = await Promise.all([
    look(first, asking),
    ...others.map((endpoint) => look(endpoint, asking)),
  ]);
  const [code, live] = await Promise.all([
    askCode(seen, agent.install_code.reveal(), asking),
    liveMembers(seen.flatMap(joinedThrough), own, asking),
  ]);
  const members = [...seen.flatMap(joinedThrough), ...live];
  return [
    ...controllerChecks(seen),
    ...clockChecks(seen, 'agent.controllers'),
    discoveryCheck(seen),
    installCodeCheck(code),
    memberUniqueCheck(own, etcdOf(first), hasEtcd(seen[0]) || members.length > 0 ? members : undefined),
  ];
}

/** Asks the other controllers of a controller with HA; without HA there is nothing to join. */
export async function controllerJoinChecks(
  { ha, http_port, cluster_size }: Pick<ControllerAnswers, 'ha' | 'http_port' | 'cluster_size'>,
  own: Pick<OwnPlace, 'addresses'>,
  asking: Asking,
): Promise<NetworkCheck[]> {
  const others = (ha?.members ?? []).filter((host) => !own.addresses.includes(host));
  const seen = await Promise.all(others.map((host) => look({ host, port: http_port }, asking)));
  return [...haMemberChecks(seen, cluster_size), ...clockChecks(seen, 'controller.ha.members')];
}

async function look(endpoint: Endpoint, asking: Asking): Promise<ControllerSeen> {
  const etcd = `http://${formatEndpoint(etcdOf(endpoint))}${DISCOVERY}`;
  const [page, joined, size] = await Promise.all([
    askPage(formatEndpoint(endpoint), asking),
    ask(etcd, asking),
    ask(`${etcd}/_config/size`, asking),
  ]);
  return { endpoint, page, joined, size };
}

/** The code goes to the controller that serves the web page; where several do, to the first of them. */
async function askCode(
  seen: readonly ControllerSeen[],
  code: string,
  asking: Asking,
): Promise<CodeSeen | undefined> {
  const one = seen.find(({ page }) => isAnswer(page));
  if (!one) return undefined;
  const api = async (path: string) => {
    const reply = await ask(`http://${formatEndpoint(one.endpoint)}${path}`, asking);
    return isAnswer(reply) ? { ...reply, body: reply.body.replaceAll(path, '') } : reply;
  };
  const [known, ...controls] = await Promise.all([
    api(`/api/temp_token/${code}/cluster`),
    api('/api/temp_token/none/no-such-request'),
    api('/api/temp_token/nobody/no-other-request'),
  ]);
  return { endpoint: one.endpoint, code: known, controls };
}

/** More members than this are not asked; all of them say the same. */
const MOST_ASKED = 9;

/** Who is in the cluster by the word of its members, late ones too; nobody where none of them answers. */
async function liveMembers(
  joined: readonly Member[],
  own: OwnPlace,
  asking: Asking,
): Promise<readonly Member[]> {
  const addresses = new Set(joined.flatMap((member) => member.addresses).filter(isElsewhere(own)));
  const replies = await Promise.all(
    [...addresses]
      .slice(0, MOST_ASKED)
      .map((host) => ask(`http://${formatEndpoint({ host, port: ETCD_PORT })}/v2/members`, asking)),
  );
  return replies.map(membersOf).flatMap((said) => (typeof said === 'object' ? said.value : []));
}

/** Strangers name these addresses: this machine and many at once are not asked for them. */
function isElsewhere(own: OwnPlace): (text: string) => boolean {
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && specialKind(address) === undefined && !own.addresses.includes(text);
  };
}
