import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import { type Payload, type PayloadFile, payloadManifestSchema, placeOf } from './payload.ts';

/** Bytes of an ELF header that say for which machine a program is. */
const HEADER = 20;
const ELF64_LITTLE_ENDIAN = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const EM_X86_64 = 62;

/** What the medium's payload says and holds; undefined without one. Contents are compared when an installation begins. */
export async function probePayload(machine: Machine, mountPoint: string): Promise<Payload | undefined> {
  const folder = `${mountPoint}/cos/payload`;
  const text = await machine.readText(`${folder}/manifest.json`);
  if (text === undefined) return undefined;
  try {
    const { files } = payloadManifestSchema.parse(JSON.parse(text));
    return { files: await Promise.all(files.map((file) => found(machine, folder, file))) };
  } catch (cause) {
    if (cause instanceof z.ZodError)
      return { files: [], damaged: z.prettifyError(cause).replaceAll(/\s+/g, ' ') };
    if (cause instanceof SyntaxError) return { files: [], damaged: cause.message };
    throw cause;
  }
}

async function found(machine: Machine, folder: string, file: PayloadFile): Promise<PayloadFile> {
  const path = `${folder}/${placeOf(file)}`;
  try {
    const { stdout } = await machine.run(['stat', '--dereference', '--format=%s', path]);
    const bytes = Number(stdout.trim());
    const head = await machine.readAt(path, 0, Math.min(bytes, HEADER));
    return { ...file, bytes, format: formatOf(head) };
  } catch (cause) {
    if (cause instanceof CommandFailed) return file;
    throw cause;
  }
}

/** elf(5): class, byte order and machine. A program that is a script begins with its interpreter. */
function formatOf(head: Buffer): NonNullable<PayloadFile['format']> {
  if (head.subarray(0, 3).toString('latin1') === '#!/') return 'script';
  const isElf =
    head.length === HEADER && head.subarray(0, ELF64_LITTLE_ENDIAN.length).equals(ELF64_LITTLE_ENDIAN);
  return isElf && head.readUInt16LE(18) === EM_X86_64 ? 'elf-x86-64' : 'other';
}
