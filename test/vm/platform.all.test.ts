import { expect, test } from 'vitest';
import { imageOf } from './container-image.ts';
import { expectCleanLog, expectStrangerUntouched } from './expectations.ts';
import { gatherFacts } from './facts.ts';
import type { Node } from './node.ts';
import { withVm } from './qemu.ts';
import {
  install,
  LIMITS,
  logIn,
  prepareStage,
  type Scenario,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

const ADDRESS = '192.168.122.160';
const REGISTRY = 'core1:5000';

const scenario: Scenario = {
  name: 'platform',
  firmware: 'bios',
  as: 'usb',
  bus: 'virtio',
  number: 97,
  hostname: 'core1',
  address: ADDRESS,
  role: {
    role: 'platform',
    platform: {
      name: 'lab',
      nodes: [{ name: 'core1', address: ADDRESS }],
      services: {
        docker: {},
        etcd: {},
        registry: { data: '/opt/data/registry' },
        zookeeper: {},
        glusterfs: {
          volumes: [
            { name: 'share', kind: 'distributed', nodes: 'all', mount: { on: 'all', at: '/srv/share' } },
          ],
        },
      },
      containers: [
        {
          name: 'probe',
          image: `${REGISTRY}/probe:1`,
          args: ['sh', '-c', 'echo ip=$HOST_IP; sleep infinity'],
        },
      ],
    },
  },
  install: { on_success: 'poweroff' },
  network: { address: `${ADDRESS}/24`, gateway: '192.168.122.1' },
};

/** Until every row but that of the time is up: without a network there is none. */
const SETTLED = `cspherectl status --json | awk '
  /"name"/ { name = $2 } /"state"/ && name !~ /time|probe/ && $2 !~ /"up"/ { bad = bad name $2 } END { print bad; exit bad != "" }'`;

async function expectServices(node: Node): Promise<void> {
  await node.until(SETTLED, LIMITS.firstBoot);
  expect(await node.sh('cat /etc/ip.txt; hostname; getent hosts core1')).toMatch(
    new RegExp(`^IP=${ADDRESS}\ncore1\n${ADDRESS} +core1$`),
  );
  expect(await node.sh('cos-zk srvr')).toContain('Mode: standalone');
  expect(await node.sh('echo kept > /srv/share/file && cat /data/share/file')).toBe('kept');
  expect(await node.sh('etcdctl endpoint health --cluster 2>&1')).toMatch(/160:2379 is healthy/);
  expect(
    await node.sh("docker info --format '{{ .Driver }} {{ .DockerRootDir }} {{ .LoggingDriver }}'"),
  ).toBe('overlay2 /var/lib/docker journald');
}

test('a platform of one node: extensions merged, each service up, a registry in both spellings, a container by its unit', async () => {
  const stage = await prepareStage(scenario);
  const { node } = stage;
  await withVm(withMedium(stage, true), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  await withVm(withoutMedium(stage), async (vm) => {
    await logIn(vm, stage);
    expect(await gatherFacts(node, LIMITS.firstBoot)).toMatchObject({ failed: '', hostname: 'core1' });
    await expectServices(node);
    await node.sh(imageOf(`${REGISTRY}/probe:1`, ['sh', 'sleep']));
    await node.sh(
      `docker push ${REGISTRY}/probe:1 && docker tag ${REGISTRY}/probe:1 ${ADDRESS}:5000/other:1`,
    );
    await node.sh(`docker push ${ADDRESS}:5000/other:1`);
    expect(await node.sh(`curl -s http://${REGISTRY}/v2/_catalog`)).toBe(
      '{"repositories":["other","probe"]}',
    );
    await node.until(`journalctl -u probe -o cat | grep -x 'ip=${ADDRESS}'`, LIMITS.boot);
    await node.sh('docker kill probe');
    await node.until('systemctl is-active probe && docker ps | grep -q probe', LIMITS.boot);
    await expectCleanLog(stage);
    await switchOff(vm, node);
  });
  await withVm(withoutMedium(stage), async (vm) => {
    await vm.console.waitFor(/core1 login:/, LIMITS.boot);
    expect(await gatherFacts(node, LIMITS.boot)).toMatchObject({ state: 'running', failed: '' });
    await expectServices(node);
    await node.until('docker ps | grep -q probe', LIMITS.boot);
    await switchOff(vm, node);
  });
  await expectStrangerUntouched(stage);
});
