import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unitWord } from '../../../src/roles/platform/containers.ts';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { nodes } from './examples.ts';

const platform = nodes(
  2,
  { docker: {} },
  {
    containers: [
      {
        name: 'probe',
        image: 'cos/busybox:1',
        on: ['a2'],
        env: { LEVEL: 'info', MOTTO: 'a "b" c' },
        volumes: ['/data/redis:/data:ro'],
        args: ['sh', '-c', 'echo ip=$HOST_IP 100%; sleep 3600'],
      },
    ],
  },
);
const unitOf = (node: string) =>
  platformConfig(platform, node, 'eno1').units.find(({ name }) => name === 'probe.service');

test('a container is a unit on its nodes: after docker and the address, started again for ever', () => {
  expect(unitOf('a1')).toBeUndefined();
  expect(unitOf('a2')?.content).toBe(`[Unit]
Description=Container probe
Requires=docker.service cos-host-ip.service
After=docker.service cos-host-ip.service cos-images.service
StartLimitIntervalSec=0

[Service]
EnvironmentFile=/etc/ip.txt
ExecStartPre=-/usr/bin/docker rm -f probe
ExecStart=/usr/bin/docker run --rm --name probe --network host --env HOST_IP=\${IP} --env LEVEL=info --env "MOTTO=a \\"b\\" c" --volume /data/redis:/data:ro cos/busybox:1 sh -c "echo ip=$$HOST_IP 100%%; sleep 3600"
ExecStop=/usr/bin/docker stop probe
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
`);
});

test('systemd reads it, and finds nothing missing but docker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cos-containers-'));
  writeFileSync(join(folder, 'probe.service'), unitOf('a2')?.content ?? '');
  const { stderr, error } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', '--recursive-errors=no', join(folder, 'probe.service')],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  expect(error).toBeUndefined();
  const own = stderr.split('\n').filter((line) => line.includes('probe.service'));
  expect(own.filter((line) => !/docker is not executable|not found/.test(line))).toEqual([]);
});

test.each([
  ['plain-1.0:x', 'plain-1.0:x'],
  ['', '""'],
  ['two words', '"two words"'],
  ['$HOME', '$$HOME'],
  ['50%', '50%%'],
  ["it's", `"it's"`],
  ['back\\slash', '"back\\\\slash"'],
])('%j as a word of a unit is %s', (text, word) => {
  expect(unitWord(text)).toBe(word);
});
