import { neighbour, parseAddress } from '../../network/address.ts';
import { formatEndpoint } from '../../roles/agent.ts';
import { clientUrl, peerUrl } from '../etcd/urls.ts';
import { NodeFailure } from '../failure.ts';
import type { InstOptsRead } from '../inst-opts.ts';
import { agentDockerOptions } from './docker-options.ts';
import { ETCD_DATA, type PrepareFacts } from './facts.ts';
import { type EnvRows, envFile, type PreparedFile } from './file.ts';

/** Files of an agent's units. */
export function agentFiles(opts: InstOptsRead, facts: PrepareFacts): PreparedFile[] {
  const named = opts.netMode === 'ipvlan' ? nextTo(facts.localIp) : '';
  const dns = opts.containerDns || named || facts.localIp;
  const network = opts.netMode === 'bridge' && !facts.isDockerFork ? 'br0' : opts.netMode;
  return [
    envFile('csphere-docker-agent', {
      DOCKER_START_OPTS: agentDockerOptions(opts, facts, dns),
      DEFAULT_NETWORK: network,
    }),
    envFile('csphere-skydns', named ? { SKYDNS_IP: named } : {}),
    envFile('csphere-dockeripam', { DEBUG: 'true' }),
    envFile('csphere-agent', {
      ROLE: 'agent',
      CONTROLLER_ADDR: opts.controllers.map(formatEndpoint).join(','),
      DNS_ADDR: dns,
      AUTH_KEY: opts.installCode,
      SVRPOOLID: opts.serverPool,
      DEFAULT_NETWORK: network,
    }),
    envFile('csphere-etcd2-agent', etcdRows(opts, facts)),
  ];
}

/** ETCD_DISCOVERY only while etcd has no data: it contradicts the members that it knows afterwards. */
function etcdRows(opts: InstOptsRead, { localIp, hasEtcdData }: PrepareFacts): EnvRows {
  return {
    ETCD_NAME: opts.etcdName,
    ETCD_DATA_DIR: ETCD_DATA,
    ETCD_LISTEN_CLIENT_URLS: clientUrl(localIp.includes(':') ? '::' : '0.0.0.0'),
    ETCD_INITIAL_ADVERTISE_PEER_URLS: peerUrl(localIp),
    ETCD_ADVERTISE_CLIENT_URLS: clientUrl(localIp),
    ETCD_LISTEN_PEER_URLS: peerUrl(localIp),
    ...(hasEtcdData ? {} : { ETCD_DISCOVERY: opts.discoveryUrl }),
  };
}

/** With ipvlan a host and its containers do not reach each other, so the name server has an address of its own. */
function nextTo(localIp: string): string {
  const own = parseAddress(localIp);
  const next = own && neighbour(own, 1);
  if (!next) throw new NodeFailure(`there is no address behind ${localIp} for the name server of containers`);
  return next.text;
}
