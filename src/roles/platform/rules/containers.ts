import { error, type Problem } from '../../../problem.ts';
import type { PlatformAnswers } from '../../platform.ts';
import type { Cluster } from '../cluster.ts';
import { lacking, needsProblem } from './members.ts';
import { nodeSetProblems } from './names.ts';

/** systemd.unit(5) names of the image that a container's unit would cover. */
const TAKEN =
  /^(cos|csphere|systemd|cloud|dbus|getty|serial-getty|user|modprobe)([-.].*|$)|^(docker|containerd|etcd|docker-registry|ip|ssh|sshd|chrony|ntpd|glusterd|zookeeper|mesos-master|mesos-slave|marathon|calico-node|marathon-lb|nginx|overlord-.*)$/;
const VOLUME = /^\/[^:]*:\/[^:]*(:ro|:rw)?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether each container can become a unit, on nodes that have Docker. */
export function containerProblems(cluster: Cluster, written: PlatformAnswers['containers']): Problem[] {
  return written.flatMap((one, index) => {
    const { name } = one;
    const path = `platform.containers[${index}]`;
    const isTwice = written.findIndex((other) => other.name === name) < index;
    return [
      ...(isTwice ? [error('platform.container-twice', `${path}.name`, { name })] : []),
      ...(TAKEN.test(name) ? [error('platform.container-name', `${path}.name`, { name })] : []),
      ...nodeSetProblems(cluster, `${path}.on`, one.on),
      ...dockerProblems(cluster, name, cluster.containers[index]?.on ?? [], path),
      ...textProblems(one, path),
    ];
  });
}

function dockerProblems(cluster: Cluster, name: string, on: readonly string[], path: string): Problem[] {
  if (!cluster.services.docker) return [needsProblem(path, name, 'docker')];
  const without = lacking(cluster, on, 'docker').join(', ');
  if (without === '') return [];
  return [error('platform.needs-here', `${path}.on`, { service: name, required: 'docker', nodes: without })];
}

/** What goes onto a line of a unit or of docker's command line. */
function textProblems(one: PlatformAnswers['containers'][number], path: string): Problem[] {
  const variables = [...Object.keys(one.env), one.ip_variable].filter((value) => !VARIABLE.test(value));
  const lines = [one.image, ...Object.values(one.env), ...one.args, ...one.volumes];
  return [
    ...variables.map((value) => error('platform.variable-name', `${path}.env`, { value })),
    ...one.volumes.flatMap((value, at) =>
      VOLUME.test(value) ? [] : [error('platform.container-volume', `${path}.volumes[${at}]`, { value })],
    ),
    ...(lines.some((text) => /[\n\r\0]/.test(text)) ? [error('platform.line-break', path)] : []),
  ];
}
