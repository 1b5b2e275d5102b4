import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { EXAMPLES, platformOf } from './examples.ts';

const nodes = EXAMPLES.flatMap((example) =>
  platformOf(example).nodes.map(({ name }) => ({ example, name, title: `${example}: ${name}` })),
);
const configOf = ({ example, name }: Pick<(typeof nodes)[number], 'example' | 'name'>) =>
  platformConfig(platformOf(example), name, 'eno1');

/** A program of Debian, where this machine has it or has built the image. */
function programOf(path: string): string | undefined {
  const built = new URL(`../../../build/cache/packages/root${path}`, import.meta.url).pathname;
  return [path, built].find((one) => existsSync(one));
}

describe.each(nodes)('$title', (node) => {
  test('is the golden file', async () => {
    const { files, units } = configOf(node);
    const text = [
      ...files.map(({ path, mode, owner, content }) => {
        const head = [path, mode.toString(8).padStart(4, '0'), owner].filter((part) => part !== undefined);
        return `== ${head.join(' ')}\n${content}`;
      }),
      ...units.map(({ name, content = '' }) => `== starts ${name}\n${content}`),
    ].join('\n');
    await expect(text).toMatchFileSnapshot(`../../platforms/golden/${node.example}.${node.name}.txt`);
  });

  test('its files are what their readers take', () => {
    for (const { path, content } of configOf(node).files) {
      if (/\.json$/.test(path)) expect(() => JSON.parse(content), path).not.toThrow();
      if (/\.ya?ml$/.test(path)) expect(() => parse(content, { version: '1.1' }), path).not.toThrow();
      expect(content, path).toMatch(/\n$/);
    }
  });
});

test('nodes of a cluster differ only where they must: every one has the same cluster', () => {
  for (const example of EXAMPLES) {
    const contents = platformOf(example).nodes.map(({ name }) => {
      const { files } = configOf({ example, name });
      return files.find(({ path }) => path === '/etc/cos/cluster.yaml')?.content;
    });
    expect(new Set(contents).size, example).toBe(1);
    expect(parse(contents[0] ?? '')).toEqual({ platform: platformOf(example) });
  }
});

const dockerd = programOf('/usr/sbin/dockerd');

test.skipIf(!dockerd)("docker's own check takes daemon.json, and refuses an old key", () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-dockerd-'));
  const daemon = configOf({ example: 'dc1', name: 'agent3' }).files.find(
    ({ path }) => path === '/etc/docker/daemon.json',
  );
  const check = (content: string) => {
    writeFileSync(join(folder, 'daemon.json'), content);
    const args = [
      '--validate',
      '--userland-proxy-path',
      '/bin/true',
      '--config-file',
      join(folder, 'daemon.json'),
    ];
    return spawnSync(dockerd ?? '', args, { encoding: 'utf8' });
  };
  expect(check(daemon?.content ?? '').stderr).toBe('configuration OK\n');
  expect(check('{"graph": "/mnt"}').stderr).toContain('graph');
  rmSync(folder, { recursive: true });
});

const dockerRegistry = programOf('/usr/bin/docker-registry');

test.skipIf(!dockerRegistry)('the registry starts with its file and asks for no password', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-registry-'));
  const port = await freePort();
  const config = configOf({ example: 'dc1', name: 'master1' }).files.find(({ path }) =>
    path.endsWith('/config.yml'),
  );
  const here = (config?.content ?? '')
    .replace('/opt/data/registry', folder)
    .replace(':5000', `127.0.0.1:${port}`);
  writeFileSync(join(folder, 'config.yml'), here);
  const server = spawn(dockerRegistry ?? '', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/v2/`)).status).toBe(200), {
    timeout: 60_000,
    interval: 100,
  });
  server.kill();
  rmSync(folder, { recursive: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
