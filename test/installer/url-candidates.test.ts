import { expect, test } from 'vitest';
import { isUrl, urlCandidates } from '../../src/installer/url-candidates.ts';
import type { Link } from '../../src/network/link.ts';

const card = (mac: string, link: Link['link'], more: Partial<Link> = {}): Link => ({
  ...{ name: mac, mac, link, kind: 'physical', addresses: [] },
  ...more,
});
const machine = {
  dmi: { serial: '7XK2 L13/a', uuid: '4c4c4544-0058' },
  links: [
    card('AA:BB:CC:00:00:01', 'down'),
    card('02:00:00:00:00:09', 'up', { permanent_mac: 'aa:bb:cc:00:00:02' }),
    card('02:00:00:00:00:03', 'up', { kind: 'bridge' }),
  ],
};
const of = (text: string, from = machine) => urlCandidates(text, from, 'cos.answers').map(String);

test('what the machine is called stands where the placeholders are, cards with a link first', () => {
  expect(of('https://a.example/x.yaml')).toEqual(['https://a.example/x.yaml']);
  expect(of('https://a.example/{serial}.yaml?of={uuid}')).toEqual([
    'https://a.example/7XK2%20L13%2Fa.yaml?of=4c4c4544-0058',
  ]);
  expect(of('https://a.example/{mac}.yaml')).toEqual([
    'https://a.example/aa-bb-cc-00-00-02.yaml',
    'https://a.example/aa-bb-cc-00-00-01.yaml',
  ]);
});

test.each([
  ['https://a.example/{serial}.yaml', 'this machine has no serial for {serial}'],
  ['https://a.example/{mac}.yaml', 'this machine has no mac for {mac}'],
  ['https://a.example/{rack}.yaml', '{rack} is not known'],
  ['https://', 'it is no web address'],
])('%s: %s', (text, sentence) => {
  expect(() => of(text, { dmi: {}, links: [] } as never)).toThrow(sentence);
});

test('a web address, and what is none', () => {
  expect(['http://a', 'HTTPS://a', '/answers/a.yaml', 'ftp://a', 'http:a'].map(isUrl)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
