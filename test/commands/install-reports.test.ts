import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { receiver } from '../http/receiver.ts';
import { web } from '../http/servers.ts';
import { cosInstall, RECORDED_INSTALL } from './program.ts';
import { canTry, NAMESPACE, recordedFiles } from './recorded.ts';
import { shownSecrets, writtenSecrets } from './secrets.ts';

const { answers, machine } = recordedFiles();
const KEY = 'a long random text';

describe.skipIf(!canTry())('install (as root, needs mount namespaces)', () => {
  const install = (...args: string[]) => cosInstall(args, { through: NAMESPACE, program: RECORDED_INSTALL });

  test('a medium that is not there any more: reported from the start to the failed step, without a secret', async () => {
    const { url, taken, names } = await receiver();
    const report = { url: url.replace('//', '//who:pa55@'), hmac_key: KEY };
    const file = answers({ wipe: 'target', report });
    const { code, stdout } = await install(file, '--machine', machine());
    expect(code).toBe(5);
    expect(names()).toEqual(['started', 'stage checks', 'stage check-medium', 'failed medium']);
    expect(taken.at(-1)?.event).toMatchObject({
      ...{ exit_code: 5, stage_id: 'check-medium', disk_state: 'untouched' },
      machine: { hostname: expect.any(String), macs: [expect.any(String)] },
    });
    const said = [stdout, ...taken.map(({ body }) => body)].join('\n');
    expect(shownSecrets([...writtenSecrets(readFileSync(file, 'utf8')), 'pa55', KEY], said)).toEqual([]);
    expect(taken.every(({ headers }) => headers['x-cos-signature'] !== undefined)).toBe(true);
  });

  test('a file that is wrong elsewhere, by URL: it is reported where it says', async () => {
    const { url, taken, names } = await receiver();
    const wrong = stringify({
      version: 1,
      role: 'agent',
      system: { hostname: 'a7' },
      install: { report: { url } },
    });
    const server = await web((_, response) => void response.end(wrong));
    const { code, stdout } = await install(`${server}/a7.yaml`, '--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toContain(`${server}/a7.yaml:3: system.password: `);
    expect(names()).toEqual(['started', 'failed answers']);
    expect(taken.at(-1)?.event).toMatchObject({ stage_id: 'answers', machine: { hostname: 'a7' } });
  });

  test('a receiver that takes nothing changes nothing but one warning and a line at the end', async () => {
    const { url } = await receiver([403, 403, 403, 403]);
    const report = { url };
    const { code, stdout } = await install(answers({ wipe: 'target', report }), '--machine', machine());
    expect(code).toBe(5);
    expect(stdout.match(/W395/g)).toHaveLength(1);
    expect(stdout).toMatch(/^Reports: 4 events were not taken by http:\S+\/events; kept in /m);
  });

  test('an answer file that cannot be had by its URL ends the search', async () => {
    const server = await web((_, response) => void response.writeHead(404).end());
    const { code, stdout } = await install(`${server}/{mac}.yaml`, '--machine', machine());
    expect(code).toBe(3);
    expect(stdout).toMatch(/\.yaml: the server answers 404; .* \[E395\]\nNothing was written to any disk\./);
  });
});
