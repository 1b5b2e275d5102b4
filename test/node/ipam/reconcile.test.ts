import { expect, test } from 'vitest';
import { readContainerFile } from '../../../src/node/ipam/container-file.ts';
import { type Found, reconcile } from '../../../src/node/ipam/reconcile.ts';
import { containerFile } from './container-file.ts';
import { entryOf, node } from './nodes.ts';

const here = node(11);
const NOW = new Date('2026-11-22T10:00:00Z');
const BEFORE = '2026-11-22T09:00:00.000Z';

function read({ path, text }: { path: string; text: string }) {
  const file = readContainerFile(path, text, 'br0');
  if (!file) throw new Error(path);
  return file;
}

function reconciled(found: Partial<Found>) {
  return reconcile({ entries: [], containers: [], unread: [], kept: {}, ...found }, here, NOW);
}

const askedIn = (content: string | undefined) =>
  JSON.parse(content ?? '{}').NetworkSettings.Networks.br0.IPAMConfig;

test('after a power cut each container asks for the address that it had', () => {
  const result = reconciled({
    entries: [
      entryOf(here, '192.168.122.200', { container: 'a', name: 'name-of-a' }),
      entryOf(here, '192.168.122.201', { container: 'b', name: 'name-of-b', released: BEFORE }),
      entryOf(node(12), '192.168.122.202', { container: 'other' }),
    ],
    containers: [read(containerFile('b', '')), read(containerFile('a', '192.168.122.200'))],
  });
  expect(result.kept).toEqual({ b: '192.168.122.201', a: '192.168.122.200' });
  expect(result.files.map(({ path, content }) => [path, askedIn(content)])).toEqual([
    ['/var/lib/docker/containers/b/config.v2.json', { IPv4Address: '192.168.122.201' }],
    ['/var/lib/docker/containers/a/config.v2.json', { IPv4Address: '192.168.122.200' }],
  ]);
  expect(result.settled).toMatchObject([
    { ip: '192.168.122.200', holder: { container: 'a', released: NOW.toISOString() } },
  ]);
});

test('nothing else in the file changes, and the second time nothing at all', () => {
  const before = containerFile('a', '192.168.122.200', { LinkLocalIPs: ['169.254.7.7'] });
  const entries = [entryOf(here, '192.168.122.200', { container: 'a', name: 'name-of-a', released: BEFORE })];
  const { files, kept } = reconciled({ entries, containers: [read(before)] });
  const after = files[0]?.content ?? '';
  expect(askedIn(after)).toEqual({ LinkLocalIPs: ['169.254.7.7'], IPv4Address: '192.168.122.200' });
  const [was, is] = [JSON.parse(before.text), JSON.parse(after)];
  is.NetworkSettings.Networks.br0.IPAMConfig = was.NetworkSettings.Networks.br0.IPAMConfig;
  expect(is).toEqual(was);
  const again = reconciled({ entries, containers: [read({ path: before.path, text: after })], kept });
  expect(again).toEqual({ settled: [], files: [], kept });
});

test('what leaked is freed: the container gone, gone from the network, or of an earlier installation', () => {
  const earlier = { ...here, node: 'before-it-was-installed-again' };
  const result = reconciled({
    entries: [
      entryOf(here, '192.168.122.200', { container: 'gone' }),
      entryOf(here, '192.168.122.201', { container: 'elsewhere' }),
      entryOf(earlier, '192.168.122.202', { container: 'a' }),
      entryOf(here, '192.168.122.203'),
      entryOf(node(12), '192.168.122.204', { container: 'gone' }),
    ],
    containers: [read(containerFile('elsewhere', '172.18.0.2', null, 'mine')), read(containerFile('a', ''))],
  });
  expect(result.settled).toEqual(
    [200, 201, 202, 203].map((last) => ({ ip: `192.168.122.${last}`, holder: undefined })),
  );
  expect(result.files).toEqual([]);
});

test('a power cut before docker had told whose an address is: its own note tells', () => {
  const result = reconciled({
    entries: [entryOf(here, '192.168.122.203')],
    containers: [read(containerFile('a', '192.168.122.203'))],
  });
  expect(result.settled).toMatchObject([
    { ip: '192.168.122.203', holder: { container: 'a', name: 'name-of-a' } },
  ]);
  expect(result.kept).toEqual({ a: '192.168.122.203' });
});

test('an address that a person gave stays, also when it is the one that is kept', () => {
  const asked = (ip: string) => read(containerFile('a', '', { IPv4Address: ip }));
  const entries = [entryOf(here, '192.168.122.200', { container: 'a', name: 'name-of-a', released: BEFORE })];
  for (const ip of ['192.168.122.200', '192.168.122.9']) {
    const { files, kept } = reconciled({ entries, containers: [asked(ip)] });
    expect({ files, kept }).toEqual({ files: [], kept: {} });
  }
});

test('an address that was set and is no longer kept is not asked for', () => {
  const container = read(containerFile('a', '', { IPv4Address: '192.168.122.200' }));
  const lost = reconciled({ containers: [container], kept: { a: '192.168.122.200' } });
  expect(lost.files.map(({ content }) => askedIn(content))).toEqual([null]);
  expect(lost.kept).toEqual({});
  const entries = [entryOf(here, '192.168.122.207', { container: 'a', name: 'name-of-a', released: BEFORE })];
  const moved = reconciled({ entries, containers: [container], kept: { a: '192.168.122.200' } });
  expect(moved.files.map(({ content }) => askedIn(content))).toEqual([{ IPv4Address: '192.168.122.207' }]);
});

test.each([
  ['not JSON', '{"ID":"a"'],
  ['of another shape', '{"ID":"a","Name":"/a","NetworkSettings":{"Networks":[]}}'],
  ['of another container', containerFile('b', '').text],
])('a file that is %s is left as it is, and so is the address', (_, text) => {
  expect(readContainerFile('/var/lib/docker/containers/a/config.v2.json', text, 'br0')).toBeUndefined();
  const entries = [entryOf(here, '192.168.122.200', { container: 'a' })];
  expect(reconciled({ entries, unread: ['a'] })).toEqual({ settled: [], files: [], kept: {} });
});
