import { describe, expect, test } from 'vitest';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { EXIT, exitCodeOf, type Problem, problemLine, sentence } from '../../src/problem.ts';
import { answerFieldProblems } from '../../src/problems/answer-fields.ts';
import { answerRuleProblems } from '../../src/problems/answer-rules.ts';
import { answersProblems } from '../../src/problems/answers.ts';
import { networkAnswerProblems } from '../../src/problems/network-answers.ts';
import { linesBeside, samplesOf } from './answer-folders.ts';

const good = samplesOf('answers');
const rejected = samplesOf('answers-rejected');

function answersIn(text: string) {
  const read = readAnswers(text, 'test.yaml');
  if ('problems' in read) throw new Error(read.problems.map((problem) => problemLine(problem)).join('\n'));
  return read;
}

function sample(name: string): string {
  const found = good.find((one) => one.name === `${name}.yaml`);
  if (!found) throw new Error(`no sample ${name}`);
  return found.text;
}

function allProblems(): Problem[] {
  return [...good, ...rejected].flatMap(({ name, text }) => {
    const read = readAnswers(text, name);
    return 'problems' in read ? read.problems : read.warnings;
  });
}

describe('refused files', () => {
  test('are enough to mean something', () => expect(rejected.length).toBeGreaterThan(80));

  test.each(rejected)('$name says exactly this', ({ name, text }) => {
    const read = readAnswers(text, name);
    const problems = 'problems' in read ? read.problems : [];
    expect(problems.map((problem) => problemLine(problem))).toEqual(
      linesBeside('answers-rejected', name, 'problems'),
    );
    expect(exitCodeOf(problems)).toBe(EXIT.answers);
  });
});

describe('good files', () => {
  test.each(good.filter(({ name }) => !name.startsWith('warnings')))('$name passes', ({ name, text }) => {
    expect(readAnswers(text, name)).toMatchObject({ answers: { version: 1 }, warnings: [] });
  });

  test.each(good.filter(({ name }) => name.startsWith('warnings')))('$name warns', ({ name, text }) => {
    const { warnings } = answersIn(text);
    const lines = readAnswers(text, name);
    expect('warnings' in lines && lines.warnings.map((one) => problemLine(one))).toEqual(
      linesBeside('answers', name, 'warnings'),
    );
    expect(exitCodeOf(warnings)).toBe(EXIT.ok);
  });
});

describe('normalised answers', () => {
  test('defaults are filled in', () => {
    expect(answersIn(sample('minimal')).answers).toMatchObject({
      role: 'agent',
      agent: { controllers: [{ host: '10.0.0.1', port: 80 }], network_mode: 'bridge' },
      system: { ssh_authorized_keys: [], timezone: 'Asia/Shanghai', ntp_servers: [], language: 'en' },
      network: { address: { method: 'dhcp' }, gateway: [], dns: [], search: [] },
      install: {
        image: 'usr-image',
        reinstall: false,
        kernel_args: [],
        disk_health: 'warn',
        preflight: 'refuse',
        preflight_wait: 0,
        on_success: 'reboot',
        interactive: [],
      },
    });
    expect(answersIn(sample('controller-dhcp')).answers).toMatchObject({
      controller: { http_port: 80, cluster_size: 3, registry: false },
      disk: { target: { size: { min_bytes: 20e9 }, bus: 'virtio' } },
    });
  });

  test('addresses, cards and controllers have one spelling', () => {
    expect(answersIn(sample('dual-stack')).answers.network).toMatchObject({
      address: { method: 'static', cidrs: ['192.168.122.176/24', '2001:db8:1::176/64'] },
      gateway: ['192.168.122.1', 'fe80::1'],
    });
    const { answers } = answersIn(sample('agent-bridge'));
    expect(answers.network.interface).toEqual({ mac: '52:54:00:ab:cd:ef' });
    expect(answers).toMatchObject({
      agent: {
        controllers: [
          { host: '192.168.122.170', port: 80 },
          { host: '192.168.122.171', port: 80 },
          { host: 'controller3.example.com', port: 80 },
        ],
      },
    });
  });

  test.each([
    ['agent-bridge', '0070'],
    ['agent-ipvlan', '8070'],
  ])('%s: the code is four digits, and hidden', (name, code) => {
    const { answers } = answersIn(sample(name));
    const secret = answers.role === 'agent' ? answers.agent.install_code : undefined;
    expect(secret?.reveal()).toBe(code);
    expect(JSON.stringify(answers)).not.toContain(code);
  });

  test('one password, whichever way it was written', () => {
    const plain = answersIn(sample('controller-dhcp')).answers.system.password;
    const hash = answersIn(sample('controller-static')).answers.system.password;
    expect([plain.kind, plain.value.reveal()]).toEqual(['plain', 'correct horse battery']);
    expect([hash.kind, hash.value.reveal().slice(0, 3)]).toEqual(['hash', '$6$']);
  });
});

describe('sentences', () => {
  /** Kept out of reach by "not supported yet": their rules have tests of their own. */
  const LATER = /^platform\.|^answers\.not-url$|^answers\.not-allowed$/;

  test('each sentence about an answer file is said by a file in the folders', () => {
    const said = new Set<string>(allProblems().map(({ code }) => code));
    const codes = Object.keys({
      ...answersProblems,
      ...answerFieldProblems,
      ...answerRuleProblems,
      ...networkAnswerProblems,
    });
    expect(codes.filter((code) => !said.has(code) && !LATER.test(code))).toEqual([]);
  });

  test('no sentence has an unfilled place, in either language', () => {
    const sentences = allProblems().flatMap((one) => [sentence(one), sentence(one, 'zh')]);
    expect(sentences.filter((one) => /\{\w+\}|undefined|\n/.test(one))).toEqual([]);
  });
});
