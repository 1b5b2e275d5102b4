import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderCloudInit } from '../../src/cloud-config/cloud-init.ts';
import { renderCoreos } from '../../src/cloud-config/coreos.ts';
import { type NodeConfig, nodeConfigOf } from '../../src/cloud-config/node-config.ts';
import type { Secret } from '../../src/secret.ts';
import { CARDS, PASSWORD, PASSWORD_HASH, resolvedSample, SAMPLES, type Sample } from './samples.ts';

const DIALECTS = { 'cloud-init': renderCloudInit, coreos: renderCoreos } as const;
type Dialect = keyof typeof DIALECTS;
const cases = SAMPLES.flatMap((sample) =>
  (['cloud-init', 'coreos'] as const).map((dialect) => [sample, dialect] as const),
);

async function configOf(sample: Sample): Promise<NodeConfig> {
  return nodeConfigOf(await resolvedSample(sample), CARDS);
}

async function userData(sample: Sample, dialect: Dialect): Promise<Secret> {
  return DIALECTS[dialect](await configOf(sample));
}

/** A schema's verdict on a document: nothing, or what is wrong where. */
function verdict(schemaFile: string, document: unknown): string[] {
  const { $schema: _, ...schema } = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(new URL(schemaFile, import.meta.url), 'utf8')));
  const check = new Ajv({ strict: false, logger: false, allErrors: true }).compile(schema);
  if (check(document)) return [];
  return (check.errors ?? []).map((e) => `${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`);
}

/** Keys with `_` for `-`, as coreos-cloudinit reads them. */
function underscored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(underscored);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll('-', '_'), underscored(item)]),
  );
}

describe.each(cases)('%s in dialect %s', (sample, dialect) => {
  test('is the golden file, byte for byte, each time', async () => {
    const text = (await userData(sample, dialect)).reveal();
    await expect(text).toMatchFileSnapshot(`golden/${sample}.${dialect}.yaml`);
    expect((await userData(sample, dialect)).reveal()).toBe(text);
  });

  test('has every secret where it belongs, and none in the masked text', async () => {
    const text = await userData(sample, dialect);
    const { answers, drawn } = await resolvedSample(sample);
    const secret = answers.role === 'agent' ? answers.agent.install_code : drawn.auth_key;
    const key = answers.role === 'agent' ? 'COS_INST_CODE' : 'COS_AUTH_KEY';
    expect(text.reveal()).toContain(`passwd: ${PASSWORD_HASH}\n`);
    expect(text.reveal()).toContain(`${key}=${secret.reveal()}\n`);
    expect(text.reveal()).not.toContain(PASSWORD);
    expect(String(text)).toMatch(/passwd: "\*+"\n/);
    for (const hidden of [PASSWORD_HASH, `=${secret.reveal()}\n`]) expect(String(text)).not.toContain(hidden);
  });

  test('begins as cloud-config must, and reads the same under YAML 1.1 and 1.2', async () => {
    const text = (await userData(sample, dialect)).reveal();
    expect(text.split('\n')[0]).toBe('#cloud-config');
    expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
  });
});

describe('the schema of the dialect', () => {
  test.each(SAMPLES)('cloud-init 25.1 takes %s', async (sample) => {
    const document = parse((await userData(sample, 'cloud-init')).reveal(), { version: '1.1' });
    expect(verdict('cloud-init.schema.json', document)).toEqual([]);
    expect(verdict('cloud-init.schema.json', { ...document, hostnam: 'x' })).not.toEqual([]);
  });

  test.each(SAMPLES)('coreos-cloudinit 1.4.1 takes %s', async (sample) => {
    const document = parse((await userData(sample, 'coreos')).reveal(), { version: '1.1' });
    expect(verdict('coreos-cloudinit.schema.json', underscored(document))).toEqual([]);
  });

  test.each([
    ['a key of cloud-init', { timezone: 'UTC' }],
    ['a key of a unit', { coreos: { units: [{ name: 'a.service', start: true }] } }],
    ['a file below /usr', { write_files: [{ path: '/usr/share/x' }] }],
    ['`off` read as false', { coreos: { update: { reboot_strategy: false } } }],
    ['an octal mode', { write_files: [{ path: '/etc/x', permissions: 0o644 }] }],
  ])('the schema for coreos-cloudinit refuses %s', (_, document) => {
    expect(verdict('coreos-cloudinit.schema.json', document)).not.toEqual([]);
  });
});

describe('what the two dialects say of one node', () => {
  test.each(SAMPLES)('%s: the same inst-opts.env, mode 0600, owned by root', async (sample) => {
    const files = [await userData(sample, 'cloud-init'), await userData(sample, 'coreos')].map((text) => {
      const [first] = z
        .object({ write_files: z.array(z.record(z.string(), z.string())) })
        .parse(parse(text.reveal())).write_files;
      return first;
    });
    expect(files[0]).toMatchObject({
      path: '/etc/csphere/inst-opts.env',
      permissions: '0600',
      owner: 'root:root',
    });
    expect(files[1]).toMatchObject({
      path: '/etc/csphere/inst-opts.env',
      permissions: '0600',
      owner: 'root',
    });
    expect(files[0]?.content).toBe(files[1]?.content);
  });
});

describe('cloud-init', () => {
  const document = z.object({
    users: z.array(z.record(z.string(), z.unknown())),
    write_files: z.array(z.object({ path: z.string(), content: z.string() })),
    runcmd: z.array(z.array(z.string())).optional(),
  });
  const read = (config: NodeConfig) => document.parse(parse(renderCloudInit(config).reveal()));

  test('a user who exists gets the password too: `passwd` is for new users only', async () => {
    const [user] = read(await configOf('agent-bridge')).users;
    expect(user).toMatchObject({ name: 'cos', uid: 501, lock_passwd: false, hashed_passwd: PASSWORD_HASH });
    expect(user).not.toHaveProperty('passwd');
    expect(user).not.toHaveProperty('ssh_authorized_keys');
  });

  test("a role's units are wanted by the target, those left off are not", async () => {
    const { write_files, runcmd } = read(await configOf('controller-ha'));
    const wants = write_files.find((file) => file.path.endsWith('/cos-role.conf'))?.content ?? '';
    expect(wants).toContain('Wants=csphere-mongodb.service\n');
    expect(wants).not.toContain('csphere-prometheus');
    expect(runcmd).toEqual([
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'start', '--no-block', 'multi-user.target'],
    ]);
  });

  test('no units, no command; a unit with a file brings it', async () => {
    const config = await configOf('agent-bridge');
    expect(read({ ...config, units: [] }).runcmd).toBeUndefined();
    const unit = {
      name: 'x.service',
      enable: true,
      start: false,
      content: '[Service]\nExecStart=/bin/true\n',
    };
    expect(read({ ...config, units: [unit] }).write_files).toContainEqual(
      expect.objectContaining({ path: '/etc/systemd/system/x.service', content: unit.content }),
    );
  });

  test('time comes from the answers, else from the controllers, else from the pool', async () => {
    const sources = async (sample: Sample) =>
      read(await configOf(sample)).write_files.find((file) => file.path.endsWith('.sources'))?.content;
    expect(await sources('agent-ipvlan')).toBe('server ntp.example.com iburst\n');
    expect(await sources('agent-bridge')).toBe(
      'server 192.168.122.170 iburst\nserver 192.168.122.171 iburst\n',
    );
    expect(await sources('controller-static')).toMatch(/^pool \S+ iburst\n$/);
  });
});

describe('coreos', () => {
  const document = z.object({ coreos: z.object({ units: z.array(z.object({ name: z.string() })) }) });
  const names = async (sample: Sample) =>
    document.parse(parse((await userData(sample, 'coreos')).reveal())).coreos.units.map((unit) => unit.name);

  test('units in the order of COS: time zone, docker, role, network', async () => {
    const agent = await names('agent-bridge');
    expect(agent.slice(0, 3)).toEqual(['settimezone.service', 'docker.service', 'csphere-prepare.service']);
    expect(agent.slice(-4)).toEqual([
      '10-enp1s0.link',
      'xx-br0.netdev',
      'br0-static.network',
      'br0-slave-enp1s0.network',
    ]);
    expect((await names('controller-static')).slice(-2)).toEqual(['10-enp1s0.link', 'enp1s0-static.network']);
  });
});
