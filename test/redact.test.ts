import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { redacted, secretsOfNode } from '../src/redact.ts';
import { shownSecrets, writtenSecrets } from './commands/secrets.ts';

const HASH = `$6$salt$${'h'.repeat(86)}`;

test.each([
  ['COS_AUTH_KEY=abcdefgh COS_ROLE=agent', 'COS_AUTH_KEY=****** COS_ROLE=agent'],
  ['COS_INST_CODE="8070"', 'COS_INST_CODE="******"'],
  ['AUTH_KEY=abc DEBUG=true', 'AUTH_KEY=****** DEBUG=true'],
  ['COS_QC_SECRETKEY=abc', 'COS_QC_SECRETKEY=******'],
  ['password: correct', 'password: ******'],
  ['{"auth_key":"abc","http_port":80}', '{"auth_key":"******","http_port":80}'],
  [`chpasswd: cos:${HASH}`, 'chpasswd: cos:******'],
  ['hashed_passwd: $y$j9T$abc$def', 'hashed_passwd: ******'],
  ['GET https://user:geheim@host/a', 'GET https://user:******@host/a'],
])('%s', (text, masked) => expect(redacted(text)).toBe(masked));

test.each([
  'sshd[1]: Accepted password for cos from 192.168.122.1 port 8070 ssh2',
  'eno1: 52:54:00:00:00:01, costs $5, https://host:8080/path',
])('what is no secret stays: %s', (line) => expect(redacted(line)).toBe(line));

test('what is known to be a secret is masked wherever it stands, not inside a longer word', () => {
  const known = secretsOfNode('COS_ROLE=agent\nCOS_AUTH_KEY=Ab.c+d\nCOS_INST_CODE=8070\nCOS_NETMODE=\n');
  expect(known).toEqual(['Ab.c+d', '8070']);
  expect(redacted('etcd --key Ab.c+d; code 8070; pid 18070', known)).toBe(
    'etcd --key ******; code ******; pid 18070',
  );
  expect(redacted('nothing', secretsOfNode(undefined))).toBe('nothing');
  expect(secretsOfNode('COS_AUTH_KEY=\nCOS_INST_CODE=\n')).toEqual([]);
});

test.each(['controller-ha', 'controller-static', 'agent-bridge', 'minimal'])(
  'the answer file %s in a line of a log shows no secret',
  (name) => {
    const text = readFileSync(`test/answers/${name}.yaml`, 'utf8');
    const secrets = writtenSecrets(text);
    expect(secrets.length).toBeGreaterThan(0);
    expect(shownSecrets(secrets, redacted(text))).toEqual([]);
  },
);
