import { expect, test } from 'vitest';
import { agentSchema } from '../../src/roles/agent.ts';
import { agentInstOpts } from '../../src/roles/agent-node.ts';
import { controllerSchema } from '../../src/roles/controller.ts';
import { controllerInstOpts, controllerUnits } from '../../src/roles/controller-node.ts';
import { instOptsFile, type NodeFacts } from '../../src/roles/inst-opts.ts';
import { Secret } from '../../src/secret.ts';

const NODE: NodeFacts = { device: 'eno1', etcd_name: 'c1-AbCd', auth_key: new Secret('K'.repeat(32)) };

const controller = (answers: object) =>
  instOptsFile(controllerInstOpts(controllerSchema.parse(answers), NODE));
const agent = (answers: object, node = NODE) => instOptsFile(agentInstOpts(agentSchema.parse(answers), node));

test('a controller: all keys of the contract, in its order, empty ones too', () => {
  expect(controller({ http_port: 8080, cluster_size: 5 }).reveal()).toBe(`COS_ROLE=controller
COS_CONTROLLER=127.0.0.1:8080
COS_CONTROLLER_PORT=8080
COS_AUTH_KEY=KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK
COS_INST_CODE=
COS_DISCOVERY_URL=
COS_SVRPOOL_ID=csphere-internal
COS_CLUSTER_SIZE=5
COS_ETCD_NAME=c1-AbCd
COS_NETMODE=ipvlan
COS_INETDEV=eno1
COS_MONGOREPL=NO
COS_CUSTOM_DOCKERGW=
COS_CUSTOM_DOCKERDNS=
CONTROLLER_FLOAT_IP=
COS_HA_MEMBERS=
COS_REGISTRY=NO
`);
});

test('an agent: the first controller holds the discovery', () => {
  const answers = { controllers: '10.0.0.1:80,10.0.0.2:8080', install_code: '0070', network_mode: 'bridge' };
  const node = { ...NODE, container_gateway: '10.0.0.254', container_dns: '10.0.0.253' };
  expect(agent(answers, node).reveal()).toBe(`COS_ROLE=agent
COS_CONTROLLER=10.0.0.1:80,10.0.0.2:8080
COS_CONTROLLER_PORT=
COS_AUTH_KEY=
COS_INST_CODE=0070
COS_DISCOVERY_URL=http://10.0.0.1:2379/v2/keys/discovery/hellocsphere
COS_SVRPOOL_ID=
COS_CLUSTER_SIZE=3
COS_ETCD_NAME=c1-AbCd
COS_NETMODE=bridge
COS_INETDEV=eno1
COS_MONGOREPL=
COS_CUSTOM_DOCKERGW=10.0.0.254
COS_CUSTOM_DOCKERDNS=10.0.0.253
CONTROLLER_FLOAT_IP=
COS_HA_MEMBERS=
COS_REGISTRY=
`);
});

test('an IPv6 controller stands in brackets', () => {
  const text = agent({ controllers: ['[2001:db8::1]:80'], install_code: '0070' }).reveal();
  expect(text).toContain('COS_CONTROLLER=[2001:db8::1]:80\n');
  expect(text).toContain('COS_DISCOVERY_URL=http://[2001:db8::1]:2379/v2/keys/discovery/hellocsphere\n');
});

test('with HA the database is replicated and the virtual address is that of the controller', () => {
  const members = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
  const floating = controller({ ha: { members, virtual_ip: '10.0.0.9' }, auth_key: 'K'.repeat(32) }).reveal();
  expect(floating).toContain('COS_CONTROLLER=10.0.0.9:80\n');
  expect(floating).toContain('COS_MONGOREPL=YES\n');
  expect(floating).toContain('CONTROLLER_FLOAT_IP=10.0.0.9\n');
  expect(floating).toContain('COS_HA_MEMBERS=10.0.0.1,10.0.0.2,10.0.0.3\n');
  const without = controller({ ha: { members }, auth_key: 'K'.repeat(32) }).reveal();
  expect(without).toContain('COS_CONTROLLER=127.0.0.1:80\n');
  expect(without).toContain('CONTROLLER_FLOAT_IP=\n');
});

test('masked, it shows stars for key and code', () => {
  expect(String(controller({}))).toContain('COS_AUTH_KEY=******\n');
  expect(String(agent({ controllers: 'c:80', install_code: '8071' }))).not.toContain('8071');
});

test.each(['a b', '$(reboot)', 'a;b', '`id`', "it's", 'a"b', 'a\nb', 'a&b', 'a>b', 'a*', '~', 'a\\b', 'ä'])(
  'a value that means something to a shell is a bug: %j',
  (value) => {
    expect(() => instOptsFile({ COS_CONTROLLER: value })).toThrow('COS_CONTROLLER');
    expect(() => instOptsFile({ COS_AUTH_KEY: new Secret(value) })).toThrow(
      /^COS_AUTH_KEY is not safe in a shell$/,
    );
  },
);

test('units: with HA, prometheus and controller are left to the monitor', () => {
  const started = (answers: object) =>
    controllerUnits(controllerSchema.parse(answers)).flatMap(({ name, start }) => (start ? [name] : []));
  const alone = started({});
  expect(alone[0]).toBe('csphere-prepare.service');
  expect(alone).toContain('csphere-prometheus.service');
  const members = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
  const gone = alone.filter((name) => !started({ ha: { members }, auth_key: 'K'.repeat(32) }).includes(name));
  expect(gone).toEqual(['csphere-prometheus.service', 'csphere-controller.service']);
});
