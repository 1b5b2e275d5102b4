import { expect, test } from 'vitest';
import { starred } from '../../src/installer/starred.ts';

test('secret keys and what addresses hold are stars, whatever stands there; the rest is as written', () => {
  const document = {
    system: { password: 12345678, password_hash: '$6$x$y', hostname: 'a1' },
    agent: { install_code: 8070, controllers: ['10.0.0.1:80'] },
    install: {
      report: { url: 'https://who:pa55@a.example/e?token=abc', hmac_key: ['k'] },
      more: ['HTTP://who:pa55@[', 'https://a.example/plain/'],
    },
    controller: { auth_key: null },
  };
  expect(starred(document)).toEqual({
    system: { password: '******', password_hash: '******', hostname: 'a1' },
    agent: { install_code: '******', controllers: ['10.0.0.1:80'] },
    install: {
      report: { url: 'https://******@a.example/e?token=******', hmac_key: ['******'] },
      more: ['******', 'https://a.example/plain/'],
    },
    controller: { auth_key: null },
  });
});
