import { describe, expect, test } from 'vitest';
import { nodePage } from '../../../src/screens/wizard/pages/node.ts';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';

const nodes = [
  { name: 'controller1', role: 'controller', address: '172.0.0.1/24' },
  { name: 'agent1', role: 'agent', address: '172.0.0.2/24' },
];
const asked = (more = {}) =>
  start({ pages: [nodePage], inventory: recordedMachine('nvme-server'), nodes, ...more });

test('it shows what the machine could be known by, and each node with role and address', () => {
  const screen = asked().screen();
  expect(screen).toContain('Which node is this?');
  expect(screen).toContain('match: { mac: 3c:ec:ef:9a:1b:2c }   # eno1np0, has a link');
  expect(screen).toContain('controller1  controller  172.0.0.1/24');
  expect(screen).toContain('agent1       agent       172.0.0.2/24');
});

test('the first line installs nothing; Enter on a node leaves with it', () => {
  const wizard = asked();
  wizard.press('enter');
  expect(wizard.requests).toEqual([{ kind: 'leave', to: 'shell' }]);
  wizard.press('down', 'down', 'enter');
  expect(wizard.requests.at(-1)).toEqual({ kind: 'leave', to: 'shell', node: 'agent1' });
});

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  test('of many nodes the chosen one is in sight, and nothing is cut', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      name: `agent${index}`,
      role: 'agent',
      address: `172.0.0.${index}/24`,
    }));
    const wizard = asked({ nodes: many, language, canShowChinese: true });
    for (let line = 0; line < 40; line += 1) {
      wizard.press('down');
      expect(wizard.screen()).toContain(`172.0.0.${line}/24`);
    }
    expect(wizard.cut()).toEqual([]);
  });
});
