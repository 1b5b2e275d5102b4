import { HttpFailure, type Machine } from '../../machine.ts';

/** The body of a page; undefined where nobody answers, or not with it. */
export async function page(machine: Pick<Machine, 'request'>, url: string): Promise<string | undefined> {
  try {
    const { status, body } = await machine.request({ url, deadlineSeconds: 5, maxBytes: 1 << 20 });
    return status === 200 ? body.toString('utf8') : undefined;
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return undefined;
  }
}
