import type { NetworkCheck } from '../../network/check.ts';
import { error } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';
import { isAnswer, type Reply } from './reply.ts';

/** What the controller that serves the web page says of the code. */
export type CodeSeen = {
  readonly endpoint: Endpoint;
  /** `/api/temp_token/CODE/cluster`: with a code that it knows, the id of the cluster. */
  readonly code: Reply;
  /** What the same server says of two requests that no controller has; the path taken out of each body. */
  readonly controls: readonly [Reply, Reply];
};

const PATH = 'agent.install_code';
/** Nothing of the answers is shown: a server may say the code back. */
const CLUSTER_ID = /^\s*"?[0-9A-Za-z]{24}"?\s*$/;

/** Whether the install code is known. Only controllers of the last COS generation can be asked. Pure. */
export function installCodeCheck(seen: CodeSeen | undefined): NetworkCheck {
  if (!seen || !isAnswer(seen.code)) {
    const subject = seen ? formatEndpoint(seen.endpoint) : PATH;
    return {
      check: 'install-code',
      subject,
      result: 'not-possible',
      problem: error('join.code-no-answer', PATH),
    };
  }
  const { code } = seen;
  const endpoint = formatEndpoint(seen.endpoint);
  const one = { check: 'install-code', subject: endpoint } as const;
  if (code.status === 200 && CLUSTER_ID.test(code.body)) return { ...one, result: 'passed' };
  return code.status === 404 && hasApi(code, seen.controls)
    ? { ...one, result: 'failed', problem: error('join.code-unknown', PATH, { endpoint }) }
    : {
        ...one,
        result: 'not-possible',
        problem: error('join.code-not-asked', PATH, { endpoint, status: code.status ?? '?' }),
      };
}

/**
 * Whether a 404 is of the API and not of a server that has none: that one says the same of everything. Pages that
 * are different each time tell nothing.
 */
function hasApi(code: Reply, [one, another]: CodeSeen['controls']): boolean {
  return isAlike(one, another) && !isAlike(one, code);
}

function isAlike(a: Reply, b: Reply): boolean {
  return isAnswer(a) && isAnswer(b) && a.status === b.status && a.body === b.body;
}
