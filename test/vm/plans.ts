import { execFileSync } from 'node:child_process';

/** What `cos-install plan` makes of answers and a recorded machine. */
export function plannedBy(answers: string, machine: string): unknown {
  const command = ['src/main.ts', 'plan', answers, '--machine', machine, '--output', 'json'];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })).plan;
}

/** A plan without what is drawn anew each time: identifiers, and what is derived from them. */
export function withoutDrawn(plan: unknown): unknown {
  const text = JSON.stringify(plan)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'UUID')
    .replaceAll(/"[0-9a-f]{8}"/g, '"VOLUME-ID"')
    .replaceAll(/(COS_ETCD_NAME=[\w-]+)-[A-Za-z0-9]{4}\\n/g, '$1\\n');
  return JSON.parse(text);
}
