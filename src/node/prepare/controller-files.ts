import { formatEndpoint } from '../../roles/agent.ts';
import { clientUrl, peerUrl } from '../etcd/urls.ts';
import type { InstOptsRead } from '../inst-opts.ts';
import { controllerDockerOptions } from './docker-options.ts';
import { ETCD_DATA, type PrepareFacts } from './facts.ts';
import { envFile, type PreparedFile } from './file.ts';
import { prometheusFile } from './prometheus.ts';

/** Files of a controller's units. */
export function controllerFiles(opts: InstOptsRead, facts: PrepareFacts): PreparedFile[] {
  const { localIp } = facts;
  return [
    envFile('csphere-backup', {
      BACKUP_DIR: opts.other('BACKUP_DIR') || '/backup',
      BACKUP_RESERV_DAY: opts.other('BACKUP_RESERV_DAY') || '7',
      DISK_RESERV_PCT: opts.other('DISK_RESERV_PCT') || '10',
      DISK_RESERV_SIZE: opts.other('DISK_RESERV_SIZE') || '5120',
    }),
    envFile('csphere-etcd2-controller', {
      ETCD_DATA_DIR: ETCD_DATA,
      ETCD_LISTEN_CLIENT_URLS: clientUrl(localIp.includes(':') ? '::' : '0.0.0.0'),
      ETCD_ADVERTISE_CLIENT_URLS: clientUrl(localIp),
      ETCD_LISTEN_PEER_URLS: peerUrl(localIp),
      COS_CLUSTER_SIZE: opts.clusterSize,
    }),
    envFile('csphere-docker-controller', { DOCKER_START_OPTS: controllerDockerOptions(opts, facts) }),
    envFile('csphere-controller', {
      ROLE: 'controller',
      AUTH_KEY: opts.authKey,
      DEBUG: 'true',
      DB_URL: 'mongodb://127.0.0.1:27017',
      DB_NAME: 'csphere',
      LISTEN_ADDR: `:${opts.controllerPort}`,
    }),
    envFile('csphere-agent', {
      ROLE: 'agent',
      CONTROLLER_ADDR: formatEndpoint({ host: opts.virtualIp || localIp, port: opts.controllerPort }),
      AUTH_KEY: opts.authKey,
      SVRPOOLID: opts.serverPool,
    }),
    { path: '/etc/mongodb.conf', mode: 0o644, content: mongoFile(opts) },
    prometheusFile(opts),
  ];
}

/** The database listens on the network only where its replicas are there: it knows no password. */
function mongoFile({ mongoReplicates }: InstOptsRead): string {
  const reach = mongoReplicates ? 'replSet = rs0\nbind_ip = 0.0.0.0\n' : 'bind_ip = 127.0.0.1\n';
  return `dbpath=/data/db
logpath=/data/logs/mongodb.log
logappend=true
port = 27017
journal=true
${reach}`;
}
