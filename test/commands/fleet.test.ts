import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { cosInstall, eachOf, RECORDED_INSTALL, ROOT, type Run } from './program.ts';
import { canTry, NAMESPACE, recordedFiles } from './recorded.ts';
import { shownSecrets, writtenSecrets } from './secrets.ts';

const EXAMPLE = 'docs/fleet.example.yaml';
const REJECTED = join(ROOT, 'test/fleets-rejected');
const rejected = readdirSync(REJECTED).filter((name) => name.endsWith('.yaml'));
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const machine = (name: string) => ['--machine', `test/machines/${name}.json`];

function secretsShown(path: string, { stdout, stderr }: Run): string[] {
  return shownSecrets(writtenSecrets(text(path)), stdout + stderr);
}

describe('validate', () => {
  test('refuses each bad fleet with exact lines by node, and shows no secret', async () => {
    const runs = await eachOf(rejected, (name) => cosInstall(['validate', name], { cwd: REJECTED }));
    expect(runs.length).toBeGreaterThan(8);
    for (const [index, run] of runs.entries()) {
      const path = `test/fleets-rejected/${rejected[index]}`;
      const { code, stdout, stderr } = run;
      expect({ path, code, stdout }).toEqual({ path, code: 3, stdout: '' });
      expect(stderr).toBe(text(path.replace(/\.yaml$/, '.problems.txt')));
      expect(secretsShown(path, run)).toEqual([]);
    }
  });

  test('lists the nodes of a good one; --fleet insists on one', async () => {
    const args = [
      ['validate', EXAMPLE],
      ['validate', '--fleet', EXAMPLE],
      ['validate', '--fleet', 'test/answers/minimal.yaml'],
    ];
    const [good, same, single] = await eachOf(args, (one) => cosInstall(one));
    expect(good?.code).toBe(0);
    expect(same).toEqual(good);
    expect(good?.stdout.split('\n').slice(0, 3)).toEqual([
      `${EXAMPLE}: valid, fleet rack7`,
      '  controller1  controller  172.0.0.1/24  mac 52:54:00:00:02:01',
      '  agent1       agent       172.0.0.2/24  mac 52:54:00:00:02:02',
    ]);
    expect(good?.stderr.match(/^\w+:$|:\d+: network\.interface: .*W593/gm)).toEqual([
      'agent2:',
      expect.stringMatching(/^:22: /),
      'agent3:',
      expect.stringMatching(/^:23: /),
    ]);
    expect(single?.code).toBe(3);
    expect(single?.stderr).toMatch(/minimal\.yaml: is the answer file of one node; .* \[E592\]\n$/);
  });

  test('--output json has the nodes, and whose each problem is', async () => {
    const { code, stdout } = await cosInstall(['validate', 'common.yaml', '--output', 'json'], {
      cwd: REJECTED,
    });
    const { valid, fleet, nodes, problems } = JSON.parse(stdout);
    expect({ code, valid, fleet }).toEqual({ code: 3, valid: false, fleet: 'rack7' });
    expect(nodes[0]).toEqual({
      name: 'agent1',
      role: 'agent',
      address: '172.0.0.1/24',
      match: { mac: '52:54:00:00:02:01' },
    });
    expect(problems.map((group: { nodes: string[] }) => group.nodes)).toEqual([
      ['agent1', 'agent2', 'agent3'],
      ['agent1', 'agent2'],
      ['agent1'],
      ['agent2'],
    ]);
  });
});

describe('a fleet of a platform', () => {
  const DC1 = 'test/fleets/dc1.yaml';

  test('is valid; too little memory for the services of a node is a warning', async () => {
    const { code, stdout, stderr } = await cosInstall(['validate', DC1]);
    expect({ code, rows: stdout.split('\n').length }).toEqual({ code: 0, rows: 6 });
    expect(stderr).toMatch(/^agent3:\n.*\n {2}.*dc1\.yaml:14: memory: .*agent3.* 300 MB.* \[W525\]$/m);
    expect(stderr).not.toMatch(/master1/);
  });

  test('has the same description of the cluster on every node', async () => {
    const names = ['master1', 'agent1', 'agent2', 'agent3'];
    const runs = await eachOf(names, (name) => cosInstall(['explain', '--node', name, DC1]));
    const documents = runs.map(({ stdout }) => parse(stdout));
    expect(documents.map(({ system }) => system.hostname)).toEqual(names);
    for (const { platform } of documents) expect(platform).toEqual(documents[0].platform);
    expect(documents[0].platform.nodes).toEqual(
      names.map((name, index) => ({ name, address: `172.0.0.${index + 1}` })),
    );
  });
});

describe('with a machine that was recorded on the medium', () => {
  const { kept } = recordedFiles();

  test('validate says once what its payload lacks for whom', async () => {
    const recorded = JSON.parse(text('test/machines/virtio-vm.json'));
    const bytes = { bytes: 9, size: 9, format: 'elf-x86-64', sha256: '0'.repeat(64), version: '1' };
    const payload = { files: [{ name: 'csphere', kind: 'program', ...bytes }] };
    const file = kept(
      'recorded.json',
      JSON.stringify({ ...recorded, medium: { ...recorded.medium, payload } }),
    );
    const { code, stderr } = await cosInstall(['validate', EXAMPLE, '--machine', file]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "controller1:\n  docs/fleet.example.yaml:18: role: the medium's payload does not have mongod (csphere-mongodb), mongodump (csphere-backup); these units stay off [W596]\n",
    );
    expect(stderr).not.toContain('csphere (');
  });
});

describe('explain --node', () => {
  test('prints the answer file of a node, with stars for secrets', async () => {
    const run = await cosInstall(['explain', '--node', 'agent3', EXAMPLE]);
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(parse(run.stdout)).toEqual({
      version: 1,
      role: 'agent',
      agent: { controllers: ['172.0.0.1:80'], install_code: '******' },
      system: { hostname: 'agent3', password: '******', timezone: 'Asia/Shanghai' },
      network: { address: '172.0.0.4/24', gateway: '172.0.0.254', dns: ['172.0.0.254'] },
      disk: { target: { serial: 'S4EVNF0M' } },
      install: { wipe: 'target', on_success: 'reboot' },
    });
    expect(secretsShown(EXAMPLE, run)).toEqual([]);
  });

  test.each([
    [
      ['--node', 'agent9', EXAMPLE],
      `${EXAMPLE}:14: has no node agent9; it has controller1, agent1, agent2, agent3 [E589]`,
    ],
    [['--node', 'agent1', 'test/answers/minimal.yaml'], 'is the answer file of one node'],
    [
      ['--node', 'agent1', 'test/fleets-rejected/twice.yaml'],
      'twice.yaml:11: nodes.agent2.address: 172.0.0.1',
    ],
  ])('%j is refused', async (args, line) => {
    const { code, stdout, stderr } = await cosInstall(['explain', ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(line);
  });
});

test('edit leaves a fleet file alone', async () => {
  const { code, stderr } = await cosInstall(['edit', EXAMPLE]);
  expect(code).toBe(3);
  expect(stderr).toBe(
    `${EXAMPLE}: is a fleet file, and the wizard changes the answers of one node; change it with an editor, and check it with validate [E595]\n`,
  );
});

describe.skipIf(!canTry())('an installation (as root, needs mount namespaces)', () => {
  const minimal = parse(text('test/answers/minimal.yaml'));
  const { kept, machine } = recordedFiles();
  const fleet = (nodes: object) => {
    const { system, version, ...others } = minimal;
    const { hostname: _, ...common } = system;
    const defaults = { ...others, system: common, install: { wipe: 'target' } };
    return kept('fleet.yaml', stringify({ version, fleet: 'rack7', defaults, nodes }));
  };
  const install = (...args: string[]) => cosInstall(args, { through: NAMESPACE, program: RECORDED_INSTALL });
  const FITS = { match: { uuid: '6f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9' } };
  const OTHER = { match: { serial: 'OTHER' } };

  test('begins with the node that the machine is', async () => {
    const { stdout } = await install(fleet({ one: OTHER, two: FITS }), '--machine', machine());
    expect(stdout).toMatch(/^answers: this machine is two$/m);
    expect(stdout).toContain('Check the installation medium');
  });

  test('finds the file as fleet.yaml on the medium', async () => {
    const put =
      'mount -t tmpfs tmpfs /run; mkdir -p /run/cos/medium/answers; cp "$FLEET" /run/cos/medium/answers/fleet.yaml';
    const env = ['env', `FLEET=${fleet({ one: OTHER, two: FITS })}`];
    const through = [...env, 'unshare', '--mount', 'sh', '-c', `${put}; exec "$@"`, 'sh'];
    const { stdout } = await cosInstall(['--machine', machine()], { through, program: RECORDED_INSTALL });
    expect(stdout).toMatch(/answers\/fleet\.yaml: found\nanswers: this machine is two\n/);
  });

  test('the node that is named comes before the match', async () => {
    const file = fleet({ one: OTHER, two: FITS });
    const { stdout } = await install(file, '--node', 'one', '--machine', machine());
    expect(stdout).toMatch(/^answers: this machine is one$/m);
  });

  test('none fits, and nobody can be asked: what to copy into the file, exit code 3', async () => {
    const { code, stdout } = await install(fleet({ one: OTHER }), '--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toMatch(/fleet\.yaml: nodes: no node fits this machine; .* \[E591\]\nmatch: \{ mac: /);
    expect(stdout).toMatch(
      /\nmatch: \{ uuid: 6f1e.* \} {3}# UUID\nNothing was written to any disk\.\nMore about it: cos-install explain E591\n/,
    );
  });

  test('two fit: both are named, exit code 3', async () => {
    const { code, stdout } = await install(fleet({ one: FITS, two: FITS }), '--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toContain('nodes.two.match: fits the same machine as that of node one');
    expect(stdout).toContain('Nothing was written to any disk.');
  });
});

describe('plan chooses the node of a recorded machine', () => {
  const plan = (...args: string[]) => cosInstall(['plan', ...args]);

  test('none fits: what it could be known by', async () => {
    const { code, stderr } = await plan(EXAMPLE, ...machine('nvme-server'));
    expect(code).toBe(3);
    expect(stderr).toBe(
      `${EXAMPLE}: nodes: no node fits this machine; give its node one of these: mac 3c:ec:ef:9a:1b:2c, mac 3c:ec:ef:9a:1b:2d, serial S441234X1A12345, uuid 2f6a1e00-5b1c-11ec-8000-3cecef9a1b2c [E591]\n`,
    );
  });
});
