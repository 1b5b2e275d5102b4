import { section, settings } from '../../network/settings.ts';
import { running, type Unit } from '../unit.ts';
import { type Cluster, type Container, runsOn, type Self } from './cluster.ts';

/** Units that every node of a platform has: its own address for those that ask, images of the payload for Docker. */
export function commonUnits(cluster: Cluster, self: Self): Unit[] {
  const images = runsOn(cluster, 'docker', self) ? [running('cos-images.service')] : [];
  return [running('cos-host-ip.service'), ...images];
}

/** A unit for each container of this node: after Docker, its images, and the node's address. */
export function containerUnits({ containers }: Cluster, { name }: Self): Unit[] {
  return containers
    .filter(({ on }) => on.includes(name))
    .map((one) => ({ ...running(`${one.name}.service`), content: containerUnit(one) }));
}

const DOCKER = '/usr/bin/docker';
const NEEDS = 'docker.service cos-host-ip.service';

function containerUnit(container: Container): string {
  const { name } = container;
  return settings([
    section(
      'Unit',
      ['Description', `Container ${name}`],
      ['Requires', NEEDS],
      ['After', `${NEEDS} cos-images.service`],
      ['StartLimitIntervalSec', '0'],
    ),
    section(
      'Service',
      ['EnvironmentFile', '/etc/ip.txt'],
      // A container that was cut off keeps its name.
      ['ExecStartPre', `-${DOCKER} rm -f ${name}`],
      ['ExecStart', [DOCKER, ...runArguments(container)].join(' ')],
      ['ExecStop', `${DOCKER} stop ${name}`],
      ['Restart', 'always'],
      ['RestartSec', '10'],
    ),
    section('Install', ['WantedBy', 'multi-user.target']),
  ]);
}

function runArguments({ name, image, env, ip_variable, volumes, args }: Container): string[] {
  const variables = Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  return [
    ...['run', '--rm', '--name', name, '--network', 'host'],
    // In braces it stays one word, whatever the file says.
    ...['--env', `${ip_variable}=\${IP}`],
    ...[...variables, ...volumes.flatMap((volume) => ['--volume', volume]), image, ...args].map(unitWord),
  ];
}

/** A word of a command line in a unit: systemd.service(5) and systemd.unit(5) give `$`, `%`, `\\` and quotes a meaning. */
export function unitWord(text: string): string {
  const plain = text.replaceAll('$', '$$$$').replaceAll('%', '%%');
  return /^[\w@%+=:,./$-]+$/.test(plain)
    ? plain
    : `"${plain.replace(/[\\"]/g, (sign) => `\\${sign}`).replaceAll('\t', '\\t')}"`;
}
