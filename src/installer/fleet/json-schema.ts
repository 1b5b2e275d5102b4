import { answersJsonSchema, type JsonSchema, writtenSchema } from '../json-schema.ts';
import { fleetFileSchema } from './schema.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

/**
 * The JSON Schema of a fleet file as it is written: what editors complete and check with. In a block, nothing of an
 * answer file is required, and every key may be null.
 */
export function fleetJsonSchema(): JsonSchema {
  const made = writtenSchema(fleetFileSchema, 'COS installer: fleet file');
  const { defaults = {}, nodes = {}, ...others } = made.properties ?? {};
  return {
    ...made,
    properties: {
      ...others,
      defaults: withParts(defaults),
      nodes: { ...nodes, additionalProperties: nodeOf(nodes.additionalProperties) },
    },
  };
}

/** A node's block is a group, or nothing. */
function nodeOf(made: JsonSchema['additionalProperties']): JsonSchema {
  const kinds = typeof made === 'object' ? (made.anyOf ?? []) : [];
  return { anyOf: kinds.map((kind) => (kind.properties ? withParts(kind) : kind)) };
}

/** A block with the parts of an answer file in the place of keys that may be anything. */
function withParts(block: JsonSchema): JsonSchema {
  const { network: own, ...keys } = block.properties ?? {};
  const { network = {}, ...parts } = answerParts();
  const joined = { ...network, properties: { ...network.properties, ...own?.properties } };
  const all = { ...keys, ...parts, network: joined };
  return {
    ...block,
    properties: Object.fromEntries(Object.entries(all).map(([key, part]) => [key, loose(part)])),
  };
}

/** The parts of answer files of all roles. */
function answerParts(): Properties {
  const kinds = answersJsonSchema().oneOf ?? [];
  const { version: _, role, ...parts } = Object.assign({}, ...kinds.map((kind) => kind.properties));
  const roles = kinds.map((kind) => kind.properties?.role?.const);
  return { role: { type: 'string', enum: roles, description: role.description }, ...parts };
}

/** The same with every key free to be absent or null. What stands in a list is whole. */
function loose({ required: _, oneOf: __, ...schema }: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, below]) => [key, loose(below)] as const,
  );
  const inner = schema.properties ? { ...schema, properties: Object.fromEntries(properties) } : schema;
  const { description, ...shape } = inner;
  return { ...(description === undefined ? {} : { description }), anyOf: [shape, { type: 'null' }] };
}
