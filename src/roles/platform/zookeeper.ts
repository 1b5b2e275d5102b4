import { running } from '../unit.ts';
import { type Cluster, hostPort, memberNodes, position, runsOn, ZOOKEEPER_PORT } from './cluster.ts';
import type { PlatformService } from './service.ts';

/** ZooKeeper of Debian with its own small Java, from the extension: servers that find each other by this list. */
export const zookeeper: PlatformService = {
  name: 'zookeeper',
  title: 'ZooKeeper',
  needs: [],
  needsHere: [],
  problems: () => [],
  files(cluster, self) {
    if (!runsOn(cluster, 'zookeeper', self)) return [];
    const id = `COS_ZOOKEEPER_ID=${position(cluster, 'zookeeper', self)}\n`;
    return [
      { path: '/etc/zookeeper/conf/zoo.cfg', mode: 0o644, content: zooCfg(cluster) },
      { path: '/etc/cos/zookeeper.env', mode: 0o644, content: id },
    ];
  },
  units: (cluster, self) => (runsOn(cluster, 'zookeeper', self) ? [running('zookeeper.service')] : []),
  programs: () => [],
  ports: (cluster, self) =>
    runsOn(cluster, 'zookeeper', self) ? [{ port: ZOOKEEPER_PORT }, { port: 2888 }, { port: 3888 }] : [],
  extensions: ['zookeeper'],
  memory: 160 * 2 ** 20,
};

/**
 * ZooKeeper's "Administrator's Guide", Configuration Parameters. Its web server would take the port of Marathon, and
 * of the four-letter words only `srvr` is allowed unless they are named.
 */
function zooCfg(cluster: Cluster): string {
  const servers = memberNodes(cluster, 'zookeeper').map(
    ({ address }, index) => `server.${index + 1}=${hostPort(address, 2888)}:3888`,
  );
  const lines = [
    'tickTime=2000',
    'initLimit=10',
    'syncLimit=5',
    'dataDir=/var/lib/zookeeper',
    `clientPort=${ZOOKEEPER_PORT}`,
    'admin.enableServer=false',
    '4lw.commands.whitelist=srvr,ruok,mntr',
    'autopurge.purgeInterval=24',
    'autopurge.snapRetainCount=3',
    ...servers,
  ];
  return `${lines.join('\n')}\n`;
}
