import { z } from 'zod';

/** On the OEM partition: this disk holds a complete node. */
export const COMPLETE_FILE = 'cos-installed.json';

/** What the note says: from which answers the node was made, and how it is started without firmware. */
export const completeNoteSchema = z.strictObject({
  version: z.string(),
  answers_hash: z.string(),
  root_hash: z.string(),
  kernel_arguments: z.array(z.string()),
});
export type CompleteNote = z.output<typeof completeNoteSchema>;
