import { expect, test } from 'vitest';
import { DiscoveryAt } from '../../../src/node/etcd/discovery.ts';

test('who registered, in the order in which they came, with addresses of both families', async () => {
  const node = (createdIndex: number, value: string) => ({ key: `/k/${createdIndex}`, value, createdIndex });
  const nodes = [node(9, 'b=http://[2001:db8::2]:2380'), node(4, 'a=http://10.0.0.1:2380'), node(12, 'x')];
  const request = async ({ url }: { readonly url: string }) => {
    const body = url.includes('_config') ? { node: { value: '3' } } : { node: { nodes } };
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
  };
  expect(await new DiscoveryAt({ request }, 'http://c1:2379/d').read()).toEqual({
    size: 3,
    entries: [
      { name: 'a', address: '10.0.0.1' },
      { name: 'b', address: '2001:db8::2' },
      { name: '', address: '' },
    ],
  });
});
