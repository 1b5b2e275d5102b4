import { formatEndpoint } from './agent.ts';
import type { ControllerAnswers } from './controller.ts';
import type { InstOpts, NodeFacts } from './inst-opts.ts';
import { off, ours, running, type Unit } from './unit.ts';

/** inst-opts.env of a controller. Its own agent reaches it by the loopback address, or by the virtual one. */
export function controllerInstOpts(answers: ControllerAnswers, node: NodeFacts): InstOpts {
  const { http_port, cluster_size, ha, registry } = answers;
  return {
    COS_ROLE: 'controller',
    COS_CONTROLLER: formatEndpoint({ host: ha?.virtual_ip ?? '127.0.0.1', port: http_port }),
    COS_CONTROLLER_PORT: String(http_port),
    COS_AUTH_KEY: node.auth_key,
    COS_SVRPOOL_ID: 'csphere-internal',
    COS_CLUSTER_SIZE: String(cluster_size),
    COS_ETCD_NAME: node.etcd_name,
    COS_NETMODE: 'ipvlan',
    COS_INETDEV: node.device,
    COS_MONGOREPL: ha ? 'YES' : 'NO',
    CONTROLLER_FLOAT_IP: ha?.virtual_ip ?? '',
    COS_HA_MEMBERS: ha?.members.join(',') ?? '',
    COS_REGISTRY: registry ? 'YES' : 'NO',
  };
}

/** Units of a controller, in the order they start. With HA the monitor starts prometheus and controller. */
export function controllerUnits({ ha, registry }: ControllerAnswers): Unit[] {
  const byMonitor = ha ? off : running;
  return [
    running('csphere-prepare.service'),
    { name: 'csphere-backup.service', enable: true, start: false },
    { name: 'csphere-backup.timer', enable: false, start: true },
    running('ntpd.service'),
    running('csphere-mongodb.service'),
    ...(ha ? [ours('csphere-mongodb-replset.service')] : []),
    running('csphere-etcd2-controller.service'),
    running('csphere-docker-controller.service'),
    ...(registry ? [ours('csphere-registry.service')] : []),
    byMonitor('csphere-prometheus.service'),
    byMonitor('csphere-controller.service'),
    running('csphere-agent.service'),
    ...(ha ? [ours('csphere-monitor.service')] : []),
  ];
}
