import { expect, test } from 'vitest';
import { answerFileSchema } from '../../src/installer/answers.ts';
import { imageProblems } from '../../src/installer/platform-images.ts';

const answers = answerFileSchema.parse({
  version: 1,
  role: 'platform',
  platform: {
    nodes: [
      { name: 'a1', address: '10.0.0.1' },
      { name: 'a2', address: '10.0.0.2' },
    ],
    services: { docker: {}, registry: {} },
    containers: [
      { name: 'brought', image: 'cos/busybox:1' },
      { name: 'by-name', image: 'a1:5000/x:2' },
      { name: 'by-address', image: '10.0.0.1:5000/x:2' },
      { name: 'elsewhere', image: 'a1:5001/x:2' },
      { name: 'not-here', image: 'redis:alpine', on: ['a2'] },
    ],
  },
  system: { hostname: 'a1', password: 'secret' },
  network: { interface: { name: 'eno1' }, address: '10.0.0.1/24' },
  disk: { target: { serial: 'S' } },
});
const file = { name: 'busybox', version: '1', kind: 'image', sha256: '0'.repeat(64), size: 1 } as const;

test('an image comes from the payload or the registry of the cluster, or it is said', () => {
  const found = imageProblems(answers, { files: [file] });
  expect(found.map(({ path, severity }) => [path, severity])).toEqual([
    ['platform.containers[3].image', 'warning'],
  ]);
  expect(imageProblems(answers, undefined).map(({ args }) => args.container)).toEqual([
    'brought',
    'elsewhere',
  ]);
});
