import { z } from 'zod';

/** On the OEM partition: this disk holds a complete node. */
export const COMPLETE_FILE = 'cos-installed.json';

/** Of a node made of this medium's own system: from which answers, and how it is started without firmware. */
const nodeNoteSchema = z.strictObject({
  version: z.string(),
  answers_hash: z.string(),
  root_hash: z.string(),
  kernel_arguments: z.array(z.string()),
});
export type NodeNote = z.output<typeof nodeNoteSchema>;

/** Of a node made of the image of a whole disk: which image; its own boot menu starts it. */
const imageNoteSchema = z.strictObject({
  image: z.string(),
  /** Of the packed file, `sha1:…`. */
  checksum: z.string(),
  answers_hash: z.string(),
});
export type ImageNote = z.output<typeof imageNoteSchema>;

export const completeNoteSchema = z.union([nodeNoteSchema, imageNoteSchema]);
export type CompleteNote = z.output<typeof completeNoteSchema>;
