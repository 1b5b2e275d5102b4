import { z } from 'zod';
import { answerFileSchema } from './answers.ts';

/** The part of JSON Schema (2020-12) that the answers use. */
const jsonSchema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), jsonSchema]).optional();
  },
  get items() {
    return jsonSchema.optional();
  },
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchema).optional();
  },
});
export type JsonSchema = z.output<typeof jsonSchema>;

let made: JsonSchema | undefined;

/** The JSON Schema of an answer file as it is written: what editors complete and check with. */
export function answersJsonSchema(): JsonSchema {
  made ??= writtenSchema(answerFileSchema, 'COS installer: answer file');
  return made;
}

/** The JSON Schema of what a zod schema reads, as it is written. */
export function writtenSchema(schema: z.ZodType, title: string): JsonSchema {
  const generated = z.toJSONSchema(schema, {
    io: 'input',
    override({ zodSchema, jsonSchema: made }) {
      // zod leaves both out where reading changes the value, taking them for results; ours are as written.
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples)) made.examples = examples;
      const { def } = zodSchema._zod;
      if (def.type === 'default') made.default = def.defaultValue;
    },
  });
  return jsonSchema.parse({ title, ...generated });
}

/** The schemas that may describe what stands at a path; `role` chooses among the kinds of answer file. */
export function schemasAt(root: JsonSchema, path: readonly PropertyKey[], role: unknown): JsonSchema[] {
  const ofRole = root.oneOf?.filter((one) => one.properties?.role?.const === role) ?? [];
  let found = ofRole.length > 0 ? ofRole : (root.oneOf ?? []);
  for (const key of path) {
    found = found.flatMap(alternatives).flatMap((schema) => {
      const next = typeof key === 'number' ? schema.items : schema.properties?.[String(key)];
      return next ? [next] : [];
    });
  }
  return found.flatMap(alternatives);
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}
