import { expect, test } from 'vitest';
import { componentsOf } from '../../../src/node/status/components.ts';
import { makeSnap } from '../../../src/node/status/snap.ts';
import { node } from './systemd.ts';

const KEY = 'k'.repeat(32);
const HASH = `$6$salt$${'h'.repeat(86)}`;

async function snapOf(files: Readonly<Record<string, string>>, journalArguments: readonly string[] = []) {
  const machine = node({
    role: 'controller',
    instOpts: `COS_AUTH_KEY=${KEY}\n`,
    files,
    more: {
      outputs: {
        find: ['/etc/csphere/inst-opts.env', '/etc/csphere/csphere-agent.env'].join('\n'),
        journalctl: `csphere[1]: joined with ${KEY}`,
      },
      fails: (line) => line === 'docker info',
    },
  });
  const kind = { role: 'controller', haMembers: [], mongoReplicates: false, registry: false } as const;
  const components = componentsOf(kind);
  const path = await makeSnap(machine, { role: 'controller', components, journalArguments, status: '{}' });
  const [folder = ''] = path.split('/').at(-1)?.split('.') ?? [];
  const read = (name: string) => machine.files.get(`/run/cos/snap/${folder}/${name}`);
  return { machine, path, read };
}

test('one archive, named after role and node, which only root reads', async () => {
  const { machine, path } = await snapOf({});
  expect(path).toBe('/tmp/controller-0123456789abcdef0123456789abcdef.tar.gz');
  expect(machine.done).toContain(`write ${path} 600 0`);
  const [tar, rm] = machine.done.slice(-2);
  expect(tar).toMatch(
    /^tar --create --gzip --file \/tmp\/controller-\w+\.tar\.gz --directory \/run\/cos\/snap controller-/,
  );
  expect(rm).toBe('rm --recursive --force /run/cos/snap');
});

test('COS has an id of its own for a node', async () => {
  expect((await snapOf({ '/etc/.csphere-uuid': 'ab-12\n' })).path).toBe('/tmp/controller-ab-12.tar.gz');
  expect((await snapOf({ '/etc/.csphere-uuid': '../../etc/passwd\n' })).path).toMatch(
    /^\/tmp\/controller-0123/,
  );
});

test('no secret is in any of its files', async () => {
  const { machine, read } = await snapOf({
    '/etc/csphere/csphere-agent.env': `AUTH_KEY=${KEY}\nDEBUG=true\n`,
    '/var/lib/coreos-install/user_data': `#cloud-config\nusers:\n- hashed_passwd: ${HASH}\n  content: COS_AUTH_KEY=${KEY}\n`,
  });
  const all = [...machine.files].filter(([path]) => path.startsWith('/run/cos/snap/'));
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter(([, text]) => text.includes(KEY) || text.includes(HASH))).toEqual([]);
  expect(read('files/etc/csphere/csphere-agent.env')).toBe('AUTH_KEY=******\nDEBUG=true\n');
  expect(read('logs/etcd.txt')).toContain('joined with ******');
});

test('what a program that fails says is kept', async () => {
  expect((await snapOf({})).read('docker/info.txt')).toContain('it broke here');
});

test('as in COS the last 300 lines of each log, or what the operator tells journalctl', async () => {
  const unit = 'journalctl --no-pager --unit csphere-etcd2-controller.service';
  expect((await snapOf({})).machine.done).toContain(`${unit} -n 300 --no-tail`);
  expect((await snapOf({}, ['--since', 'today'])).machine.done).toContain(`${unit} --since today`);
});
