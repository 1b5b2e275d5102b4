import { type Behaviour, type Recording, recordingMachine } from '../recording-machine.ts';

export type FileMachine = Recording & { readonly files: Map<string, string> };

/** A machine whose files are a map: what was written can be read again. */
export function fileMachine(files: Readonly<Record<string, string>> = {}, more: Behaviour = {}): FileMachine {
  const kept = new Map(Object.entries(files));
  const machine = recordingMachine(more);
  return {
    ...machine,
    files: kept,
    readText: async (path) => kept.get(path),
    writeFile: async (path, content, mode) => {
      await machine.writeFile(path, content, mode);
      kept.set(path, content);
    },
  };
}
