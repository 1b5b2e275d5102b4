import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { nodes, platformOf } from './examples.ts';

function filesOf(node: string) {
  return new Map(
    platformConfig(platformOf('dc1'), node, 'eno1').files.map(({ path, content }) => [path, content]),
  );
}

test('the registry keeps its images where the answers say, and asks for no password', () => {
  const files = filesOf('master1');
  expect(parse(files.get('/etc/docker/registry/config.yml') ?? '')).toEqual({
    version: 0.1,
    storage: {
      filesystem: { rootdirectory: '/opt/data/registry' },
      delete: { enabled: true },
      cache: { blobdescriptor: 'inmemory' },
    },
    http: { addr: ':5000', headers: { 'X-Content-Type-Options': ['nosniff'] } },
    health: { storagedriver: { enabled: true, interval: '10s', threshold: 3 } },
  });
  expect(files.get('/etc/systemd/system/docker-registry.service.d/10-cos.conf')).toContain(
    'RequiresMountsFor=/opt/data/registry\n',
  );
  expect(filesOf('agent1').has('/etc/docker/registry/config.yml')).toBe(false);
});

test('the registry is on the first node, and all trust it', () => {
  const platform = nodes(2, { docker: {}, registry: { port: 5001 } });
  const { files, units } = platformConfig(platform, 'a1', 'eno1');
  expect(units.map(({ name }) => name)).toContain('docker-registry.service');
  expect(files.find(({ path }) => path === '/etc/docker/daemon.json')?.content).toContain('"10.0.0.1:5001"');
});
