import { afterEach, beforeEach, expect, test } from 'vitest';
import { dockerSocket } from '../../../src/node/docker/socket.ts';
import { makeNetwork, waitForDocker } from '../../../src/node/ipam/networks.ts';
import { retryContainers } from '../../../src/node/ipam/retry.ts';
import { contained, standInDocker } from '../docker/stand-in.ts';
import { fileMachine } from '../file-machine.ts';
import { node } from './nodes.ts';

const here = node(11);
const at = async () => {};
let docker: Awaited<ReturnType<typeof standInDocker>>;

beforeEach(async () => {
  docker = await standInDocker();
});
afterEach(() => docker.close());

const make = (on = here, files = {}) => makeNetwork(fileMachine(files), dockerSocket(docker.socket), on);

test('br0 in bridge mode: in the hosts network, without taking the address of the host', async () => {
  expect(await make(here, { '/sys/class/net/br0/mtu': '9000\n' })).toEqual({
    state: 'ok',
    text: 'docker network br0: 192.168.122.0/24 by 192.168.122.1',
  });
  expect(docker.state.networks.get('br0')).toEqual({
    Name: 'br0',
    Driver: 'bridge',
    IPAM: { Driver: 'csphere', Config: [{ Subnet: '192.168.122.0/24', Gateway: '192.168.122.1' }] },
    Options: {
      'com.docker.network.bridge.name': 'br0',
      'com.docker.network.bridge.inhibit_ipv4': 'true',
      'com.docker.network.bridge.enable_ip_masquerade': 'false',
      'com.docker.network.driver.mtu': '9000',
    },
  });
  docker.state.asked.length = 0;
  expect(await make(here, { '/sys/class/net/br0/mtu': '9000\n' })).toMatchObject({ state: 'ok' });
  expect(docker.state.asked).toEqual([]);
});

test('ipvlan, and a site without a gateway', async () => {
  await make(node(11, { mode: 'ipvlan', device: 'eno1', gateway: undefined }));
  expect(docker.state.networks.get('ipvlan')).toMatchObject({
    Driver: 'ipvlan',
    IPAM: { Config: [{ Gateway: '192.168.122.11' }] },
    Options: { parent: 'eno1', ipvlan_mode: 'l2' },
  });
});

test('another gateway: its containers come back with what was chosen for them', async () => {
  await make();
  docker.state.asked.length = 0;
  const chosen = {
    IPAMConfig: { IPv4Address: '192.168.122.200' },
    Links: null,
    Aliases: ['shop'],
    DriverOpts: null,
  };
  docker.state.containers = [
    contained('web', 'br0', '192.168.122.200', { chosen: { br0: chosen } }),
    contained('stopped', 'br0', ''),
    contained('elsewhere', 'mine', ''),
  ];
  const machine = fileMachine();
  const other = node(11, { gateway: '192.168.122.254' });
  const again = () => makeNetwork(machine, dockerSocket(docker.socket), other);
  const ok = { state: 'ok', text: 'docker network br0: 192.168.122.0/24 by 192.168.122.254' };
  expect(await again()).toEqual(ok);
  expect(docker.state.asked).toEqual([
    'POST /networks/br0/disconnect',
    'POST /networks/br0/disconnect',
    'DELETE /networks/br0',
    'POST /networks/create',
    'POST /networks/br0/connect',
    'POST /networks/br0/connect',
  ]);
  const [web, stopped, elsewhere] = docker.state.containers.map(({ chosen }) => chosen);
  expect(web).toEqual({ br0: chosen });
  expect(stopped).toEqual({ br0: { Aliases: null } });
  expect(elsewhere).toBeUndefined();
  docker.state.asked.length = 0;
  expect(await again()).toEqual(ok);
  expect(docker.state.asked).toEqual([]);
});

test('a container that docker does not take back is said, and brought back the next time; one that is gone is not', async () => {
  await make();
  docker.state.containers = [
    contained('web', 'br0', '', { refusals: 1 }),
    contained('db', 'br0', '', { refusals: 1 }),
  ];
  const machine = fileMachine();
  const other = node(11, { gateway: '192.168.122.254' });
  const again = () => makeNetwork(machine, dockerSocket(docker.socket), other);
  expect(await again()).toEqual({
    state: 'failed',
    text: 'web: docker refuses: remote: no addresses; db: docker refuses: remote: no addresses',
    do: 'net-plugin networks',
  });
  docker.state.containers.pop();
  expect(await again()).toMatchObject({ state: 'ok' });
  expect(docker.state.containers[0]?.NetworkSettings.Networks).toHaveProperty('br0');
  expect(JSON.parse(machine.files.get('/var/lib/cos/network-places.json') ?? '')).toEqual({});
});

test('what docker gave up is started, again and again; what a person stopped, or the rest, is not', async () => {
  const error = 'remote: no addresses';
  docker.state.containers = [
    contained('once', 'br0', '', { error, policy: 'always' }),
    contained('later', 'br0', '', { error, policy: 'unless-stopped', refusals: 2 }),
    contained('never', 'br0', '', { error, policy: 'always', refusals: 99 }),
    contained('stopped', 'br0', '', { policy: 'always' }),
    contained('no-policy', 'br0', '', { error }),
    contained('elsewhere', 'mine', '', { error, policy: 'always' }),
    contained('runs', 'br0', '192.168.122.200', { error, policy: 'always' }),
  ];
  expect(await retryContainers(dockerSocket(docker.socket), here, at)).toEqual([
    'once was started',
    'later was started',
    'never does not start: docker refuses: failed to set up container networking: remote: no addresses',
  ]);
});

test('a docker that does not come is said', async () => {
  const nowhere = dockerSocket('/run/there-is-no-docker.sock');
  await expect(waitForDocker(nowhere, at)).rejects.toThrow(
    /^docker does not answer \(.*ENOENT.*\): systemctl status csphere-docker-agent$/,
  );
});
