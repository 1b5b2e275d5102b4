import type { Common } from '../command-line.ts';
import { answerWriter } from '../installer/answer-writer.ts';
import { previewInstall } from '../installer/preview.ts';
import { passwordHash } from '../installer/resolved.ts';
import { CommandFailed } from '../machine.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import { exceptMissing } from '../screens/wizard/asked-only.ts';
import { allPages } from '../screens/wizard/pages/all.ts';
import { isWritten } from '../screens/wizard/pages/save.ts';
import { Secret } from '../secret.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';
import type { Perform } from './wizard-loop.ts';
import { openScreen } from './wizard-screen.ts';

export type AnswerFile = {
  /** As the operator named it. */
  readonly name: string;
  readonly path: string;
  /** What it says; undefined: there is none yet. */
  readonly text?: string;
  /** The same as a document; `{}` for a new one. */
  readonly base: Readonly<Record<string, unknown>>;
};

/**
 * The wizard that makes or changes an answer file: for a recorded machine or none, never for this one. It
 * needs no root, asks no network and writes nothing but the file. @returns the exit code.
 */
export async function writeAnswers(file: AnswerFile, common: Common, tools: Tools): Promise<number> {
  const inventory = common.machine === undefined ? undefined : await inventoryOf(common, tools.machine);
  await mustHash(tools);
  const write = answerWriter(file.path, file.text, tools.machine);
  let hasSaved = false;
  const perform: Perform = async (request, send) => {
    switch (request.kind) {
      case 'hash': {
        const { password } = request;
        send({ kind: 'hashed', password, hash: (await passwordHash(password, tools)).reveal() });
        break;
      }
      case 'preview': {
        const { document } = request;
        const { preview } = await previewInstall(document, { inventory, machine: tools.machine });
        send({ kind: 'preview', document, preview });
        break;
      }
      case 'write': {
        const written = await write(request.document);
        hasSaved ||= 'document' in written;
        send({ kind: 'written', written });
      }
    }
  };
  const screen = await openScreen(tools);
  const pages = exceptMissing(allPages, file.base);
  const start = { pages, inventory, base: file.base, purpose: 'write', file: file.name } as const;
  const { state } = await screen.run(start, perform);
  if (!hasSaved) {
    tools.print(`Nothing was saved${file.text === undefined ? '' : `; ${file.name} is as it was`}.`);
    return EXIT.aborted;
  }
  tools.print(`${file.name} is saved${isWritten(state) ? '' : '; what was changed since then is not'}.`);
  tools.print(`Check it: cos-install validate ${file.name}`);
  return EXIT.ok;
}

/** A password can only be kept as its hash: said before anything is typed. */
async function mustHash({ machine }: Tools): Promise<void> {
  try {
    await passwordHash(new Secret('password'), { machine });
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    throw new ProblemError(error('wizard.no-hash', '', { reason: cause.message }));
  }
}
