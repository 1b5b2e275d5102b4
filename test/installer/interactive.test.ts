import { expect, test } from 'vitest';
import { checkDocument } from '../../src/installer/check-document.ts';
import { readPartlyInteractive } from '../../src/installer/interactive.ts';

const HEAD = `version: 1
role: controller
controller: {}
system: { hostname: c1, password: "correct horse battery" }
`;
const LEFT = `${HEAD}install: { interactive: [network, disk], on_success: stay }\n`;

test('what a person is asked for may be missing', () => {
  expect(readPartlyInteractive(LEFT, 'left.yaml')).toEqual({
    role: 'controller',
    sections: ['network', 'disk'],
    base: {
      version: 1,
      role: 'controller',
      controller: {},
      system: { hostname: 'c1', password: 'correct horse battery' },
      install: { on_success: 'stay' },
    },
    warnings: [
      expect.objectContaining({ code: 'answers.asked-on-console', path: 'network', severity: 'warning' }),
      expect.objectContaining({ code: 'answers.asked-on-console', path: 'disk', severity: 'warning' }),
    ],
  });
});

test('a complete file may leave sections to a person too: what it says is proposed', () => {
  const text = `${LEFT}network: { interface: { name: eno1 }, address: dhcp }\ndisk: { target: { empty: true } }\n`;
  const read = readPartlyInteractive(text, 'left.yaml');
  expect(read).toMatchObject({ base: { network: { address: 'dhcp' } }, warnings: [] });
});

test.each([
  ['no section is left to a person', `${HEAD}install: {}\n`],
  ['a list without entries', `${HEAD}install: { interactive: [] }\n`],
  ['a section that there is not', `${HEAD}install: { interactive: [networks] }\n`],
  ['another section is missing', LEFT.replace('network, disk', 'network')],
  ['what stands in a section is wrong', `${LEFT}network: { address: 10.0.0.300/24 }\n`],
  ['a key that there is not', `${LEFT}network: { adress: dhcp }\n`],
  ['no YAML', `${LEFT}  - x: [\n`],
])('%s: nobody is asked', (_, text) => {
  expect(readPartlyInteractive(text, 'left.yaml')).toBeUndefined();
});

test('a password can be left to a person', () => {
  const text = 'version: 1\nrole: controller\ncontroller: {}\nsystem: { hostname: c1 }\n';
  const rest = 'network: { interface: { name: eno1 }, address: dhcp }\ndisk: { target: { empty: true } }\n';
  const read = readPartlyInteractive(`${text}${rest}install: { interactive: [system] }\n`, 'left.yaml');
  expect(read?.warnings).toMatchObject([{ code: 'answers.asked-on-console', path: 'system.password' }]);
});

test('without the key the same is an error', () => {
  const checked = checkDocument({ version: 1, role: 'controller', controller: {} });
  const problems = 'problems' in checked ? checked.problems : [];
  expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toContain('error answers.missing');
});
