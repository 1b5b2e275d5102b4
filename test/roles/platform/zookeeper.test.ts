import { expect, test } from 'vitest';
import { platformConfig, platformExtensions } from '../../../src/roles/platform-node.ts';
import { platformOf } from './examples.ts';

test('every server has the same list, and a number of its own by its place in it', () => {
  const dc1 = platformOf('dc1');
  const of = (node: string, path: string) =>
    platformConfig(dc1, node, 'eno1').files.find((file) => file.path === path)?.content;
  const list = `server.1=172.0.0.1:2888:3888
server.2=172.0.0.2:2888:3888
server.3=172.0.0.3:2888:3888
`;
  for (const [at, node] of ['master1', 'agent1', 'agent2'].entries()) {
    expect(of(node, '/etc/zookeeper/conf/zoo.cfg')).toContain(`clientPort=2181\nadmin.enableServer=false\n`);
    expect(of(node, '/etc/zookeeper/conf/zoo.cfg')?.endsWith(list)).toBe(true);
    expect(of(node, '/etc/cos/zookeeper.env')).toBe(`COS_ZOOKEEPER_ID=${at + 1}\n`);
  }
  expect(of('agent3', '/etc/zookeeper/conf/zoo.cfg')).toBeUndefined();
});

test('its extension comes where it runs', () => {
  expect(platformExtensions(platformOf('dc1'), 'agent2')).toEqual(['glusterfs', 'zookeeper']);
  expect(platformExtensions(platformOf('dc1'), 'agent3')).toEqual(['glusterfs']);
});
