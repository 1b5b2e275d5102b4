import { formatSize } from '../bytes.ts';
import { error, type Problem } from '../problem.ts';
import { programsOf } from '../roles/payload-programs.ts';
import type { Absent } from '../step.ts';
import type { Answers } from './answers.ts';
import { type Payload, type PayloadFile, placeOf } from './payload.ts';

const PATH = 'payload';

/** What is wrong with the medium's payload, each with its file: found before the first write. Pure. */
export function payloadProblems(payload: Payload | undefined): Problem[] {
  const { damaged, files = [] } = payload ?? {};
  if (damaged !== undefined) return [error('payload.manifest', PATH, { reason: damaged })];
  return files.flatMap(fileProblems);
}

function fileProblems(file: PayloadFile): Problem[] {
  const { bytes, size, kind, format } = file;
  const name = `/cos/payload/${placeOf(file)}`;
  if (bytes === undefined) return [error('payload.absent', PATH, { name })];
  if (bytes !== size)
    return [error('payload.size', PATH, { name, size: formatSize(bytes), needed: formatSize(size) })];
  return kind === 'program' && format === 'other' ? [error('payload.not-program', PATH, { name })] : [];
}

/** The programs that are brought onto a node. */
export function payloadPrograms(payload: Payload | undefined): readonly PayloadFile[] {
  return (payload?.files ?? []).filter(({ kind }) => kind === 'program');
}

/** What the role would run, had the payload it; its units stay off. */
export function notInstalled(answers: Answers, payload: Payload | undefined): Absent[] {
  const brought = payloadPrograms(payload).map(({ name }) => name);
  return programsOf(answers).filter(({ program }) => !brought.includes(program));
}
