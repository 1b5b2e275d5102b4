import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PreparedFile } from '../../../src/node/prepare/file.ts';
import { preparedFiles } from '../../../src/node/prepare/files.ts';
import { reveal } from '../../../src/secret.ts';
import { CASES, FACTS, optsOf } from './cases.ts';

const SECRETS = ['K'.repeat(32), '8070'];
const names = Object.keys(CASES);

async function filesOf(name: string): Promise<PreparedFile[]> {
  const known = CASES[name];
  if (!known) throw new Error(`no case ${name}`);
  return preparedFiles(await optsOf(known.opts), { ...FACTS, ...known.facts });
}

const octal = (mode: number) => `0${mode.toString(8)}`;
const contentOf = (files: readonly PreparedFile[], path: string) =>
  reveal(files.find((file) => file.path === path)?.content ?? 'no such file');

/** Keys of each file by contract.txt: those of the contract, less and more what ours differs in. */
function contractOf(name: string): string[] {
  const text = readFileSync(new URL('contract.txt', import.meta.url), 'utf8').replace(/^#.*\n/gm, '');
  const files: { path: string; mode: string; keys: string[] }[] = [];
  let at: (typeof files)[number] | undefined;
  for (const line of text.split('\n')) {
    const [, kind = '', path = '', mode = ''] = /^(\S+) (\S+) (\S+)$/.exec(line) ?? [];
    if (kind) {
      at = `${name}-`.startsWith(`${kind}-`) ? { path, mode, keys: [] } : undefined;
      if (at) files.push(at);
    }
    const [, sign, changed = ''] = /^ {2}([+-])(\w+) \w/.exec(line) ?? [];
    if (sign === '-') at?.keys.splice(at.keys.indexOf(changed), 1);
    else at?.keys.push(...(sign ? [changed] : line.startsWith('  ') ? line.trim().split(' ') : []));
  }
  return files.map(({ path, mode, keys }) => [path, mode, ...keys].join(' '));
}

test.each(names)('%s: files, modes and keys are those of the contract', async (name) => {
  const written = (await filesOf(name)).map(({ path, mode, content }) => {
    const keys = path.endsWith('.yml') ? [] : reveal(content).matchAll(/^(\w+) ?=/gm);
    return [path, octal(mode), ...Array.from(keys, ([, key]) => key)].join(' ');
  });
  const expected = contractOf(name);
  const withoutDiscovery = expected.map((line) => line.replace(' ETCD_DISCOVERY', ''));
  expect(written).toEqual(name.endsWith('etcd-data') ? withoutDiscovery : expected);
});

test.each(names)('%s: their texts', async (name) => {
  const files = await filesOf(name);
  const shown = files.map(({ path, mode, content }) => `== ${path} ${octal(mode)}\n${reveal(content)}`);
  await expect(shown.join('\n')).toMatchFileSnapshot(`expected/${name}.txt`);
});

test.each(names)('%s: who may not read them sees no secret', async (name) => {
  for (const { path, mode, content } of await filesOf(name)) {
    const hasSecret = SECRETS.some(
      (secret) => reveal(content).includes(`=${secret}`) || reveal(content).includes(`'${secret}`),
    );
    expect([path, hasSecret]).toEqual([path, mode === 0o600]);
    for (const secret of SECRETS) expect(String(content)).not.toMatch(new RegExp(`[='"]${secret}`));
  }
});

test('prometheus.yml holds what the contract says, whatever the key', async () => {
  const key = `0${'7'.repeat(31)}`;
  const opts = await optsOf({ ...CASES['controller-alone']?.opts, COS_AUTH_KEY: key });
  expect(parse(contentOf(preparedFiles(opts, FACTS), '/etc/prometheus.yml'))).toEqual({
    global: { scrape_interval: '30s', evaluation_interval: '45s' },
    rule_files: ['/data/alarm-rules/*.rule'],
    scrape_configs: [
      {
        job_name: 'csphere-exporter',
        basic_auth: { username: 'csphere', password: key },
        scrape_interval: '30s',
        scrape_timeout: '10s',
        metrics_path: '/api/metrics',
        static_configs: [{ targets: ['127.0.0.1:80'] }],
      },
    ],
  });
});

test('rows that a site adds for the backup are passed on', async () => {
  const opts = await optsOf({ COS_ROLE: 'controller' }, 'BACKUP_DIR=/data/backup\nDISK_RESERV_PCT=20\n');
  expect(contentOf(preparedFiles(opts, FACTS), '/etc/csphere/csphere-backup.env')).toBe(
    'BACKUP_DIR=/data/backup\nBACKUP_RESERV_DAY=7\nDISK_RESERV_PCT=20\nDISK_RESERV_SIZE=5120\n',
  );
});

test('a shell and systemd read the same from a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-prepare-'));
  try {
    const files = await filesOf('controller-ha-virtual-ip');
    for (const { path, content } of files.filter((file) => /agent|public|backup/.test(file.path))) {
      const copy = join(folder, 'copy.env');
      writeFileSync(copy, reveal(content));
      const printed = execFileSync('env', ['-i', 'sh', '-c', `set -a; . ${copy}; env`], { encoding: 'utf8' });
      const rows = printed.split('\n').filter((line) => line !== '' && !line.startsWith('PWD='));
      expect([path, rows.sort()]).toEqual([path, reveal(content).trim().split('\n').sort()]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
