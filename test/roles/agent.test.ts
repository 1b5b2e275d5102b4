import { expect, test } from 'vitest';
import { formatEndpoint, parseEndpoint } from '../../src/roles/agent.ts';

test.each([
  ['192.168.122.170:80', '192.168.122.170:80'],
  ['http://192.168.122.170:8080/', '192.168.122.170:8080'],
  ['https://controller1.example.com:443', 'controller1.example.com:443'],
  ['[2001:DB8::1]:80', '[2001:db8::1]:80'],
  [' controller1:65535 ', 'controller1:65535'],
])('%s is read as %s', (written, canonical) => {
  const endpoint = parseEndpoint(written);
  expect(endpoint && formatEndpoint(endpoint)).toBe(canonical);
});

test.each([
  'controller1',
  'controller1:',
  'controller1:0',
  'controller1:65536',
  '2001:db8::1:80',
  'a b:80',
  'ftp://a:80',
  'http://a:80/path',
  'user@a:80',
  '[nothing]:80',
  '300.1.1.1:80',
  ':80',
])('%s is no host and port', (written) => expect(parseEndpoint(written)).toBeUndefined());
