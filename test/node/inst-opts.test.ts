import { expect, test } from 'vitest';
import { readInstOpts } from '../../src/node/inst-opts.ts';
import { readPublic } from '../../src/node/public-env.ts';
import { agentSchema } from '../../src/roles/agent.ts';
import { agentInstOpts } from '../../src/roles/agent-node.ts';
import { controllerSchema } from '../../src/roles/controller.ts';
import { controllerInstOpts } from '../../src/roles/controller-node.ts';
import { type InstOpts, instOptsFile } from '../../src/roles/inst-opts.ts';
import { Secret } from '../../src/secret.ts';
import { recordingMachine } from '../recording-machine.ts';

const NODE = { device: 'eno1', etcd_name: 'n-AbCd', auth_key: new Secret('K'.repeat(32)) };

const readText = (text: string) =>
  readInstOpts(recordingMachine({ files: { '/etc/csphere/inst-opts.env': text } }));
const read = (opts: InstOpts) => readText(instOptsFile(opts).reveal());

test('what the installer wrote of a controller is read', async () => {
  const ha = { members: ['10.0.0.1', '10.0.0.2', '10.0.0.3'], virtual_ip: '10.0.0.9' };
  const answers = controllerSchema.parse({ ha, auth_key: 'K'.repeat(32), registry: true, http_port: 8080 });
  expect(await read(controllerInstOpts(answers, NODE))).toMatchObject({
    role: 'controller',
    controllers: [{ host: '10.0.0.9', port: 8080 }],
    controllerPort: 8080,
    clusterSize: 3,
    etcdName: 'n-AbCd',
    netMode: 'ipvlan',
    device: 'eno1',
    mongoReplicates: true,
    virtualIp: '10.0.0.9',
    haMembers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
    registry: true,
  });
});

test('what the installer wrote of an agent is read', async () => {
  const answers = agentSchema.parse({ controllers: '10.0.0.1:80,c2:8080', install_code: '0070' });
  const opts = await read(agentInstOpts(answers, { ...NODE, container_dns: '10.0.0.253' }));
  expect(opts).toMatchObject({
    role: 'agent',
    controllers: [
      { host: '10.0.0.1', port: 80 },
      { host: 'c2', port: 8080 },
    ],
    netMode: 'bridge',
    discoveryUrl: 'http://10.0.0.1:2379/v2/keys/discovery/hellocsphere',
    containerGateway: '',
    containerDns: '10.0.0.253',
    mongoReplicates: undefined,
    haMembers: [],
    registry: false,
  });
  expect(opts.installCode.reveal()).toBe('0070');
  expect(JSON.stringify(opts)).not.toContain('0070');
});

test('quotes and comments of an edit by hand, as a shell reads them; rows of a site', async () => {
  const opts = await readText(
    '# by hand\nCOS_ROLE="agent"\nCOS_NETMODE=\nCOS_CONTROLLER=c:80\nBACKUP_DIR=/x\n',
  );
  expect(opts).toMatchObject({ role: 'agent', netMode: 'bridge', controllerPort: 80 });
  expect(opts.other('BACKUP_DIR')).toBe('/x');
});

test.each([
  ['COS_ROLE=agent\nCOS_AUTH_KEY="$(reboot)"\n', 'COS_AUTH_KEY has characters that mean something'],
  ['COS_ROLE=agent; reboot\n', 'COS_ROLE has characters that mean something'],
  ['COS_ROLE=both\n', 'COS_ROLE is not controller or agent'],
  ['COS_ROLE=agent\nCOS_CONTROLLER=c\n', 'COS_CONTROLLER has an entry that is not host:port'],
  ['COS_ROLE=agent\nCOS_CONTROLLER_PORT=http\n', 'COS_CONTROLLER_PORT is not a number'],
  ['COS_ROLE=agent\nCOS_NETMODE=qingcloud\n', 'COS_NETMODE is not bridge or ipvlan'],
  ['COS_ROLE=agent\nCOS_CUSTOM_DOCKERGW=gate\n', 'COS_CUSTOM_DOCKERGW is not an address'],
  ['COS_ROLE=agent\nCOS_HA_MEMBERS=10.0.0.1,c2\n', 'COS_HA_MEMBERS has an entry that is not an address'],
])('refused by the name of its key: %j', async (text, sentence) => {
  await expect(readText(text)).rejects.toThrow(`/etc/csphere/inst-opts.env: ${sentence}`);
  await expect(readText(text)).rejects.not.toThrow('reboot');
});

test('a file that is missing is named, with what writes it', async () => {
  await expect(readInstOpts(recordingMachine())).rejects.toThrow(
    'there is no /etc/csphere/inst-opts.env: is this a COS node?',
  );
  await expect(readPublic(recordingMachine())).rejects.toThrow(
    'there is no /etc/csphere/csphere-public.env: csphere-prepare writes it; see: journalctl -u csphere-prepare',
  );
});

test("the node's network", async () => {
  const publicEnv = (text: string) =>
    readPublic(recordingMachine({ files: { '/etc/csphere/csphere-public.env': text } }));
  const text = 'LOCAL_IP=10.0.0.5\nNET_MASK=24\nDEFAULT_GW=\nNETWORK=10.0.0.0\n';
  expect(await publicEnv(text)).toEqual({
    localIp: '10.0.0.5',
    prefix: 24,
    gateway: '',
    network: '10.0.0.0',
  });
  await expect(publicEnv(text.replace('24', '255.255.255.0'))).rejects.toThrow(
    'NET_MASK is not a prefix length',
  );
});
