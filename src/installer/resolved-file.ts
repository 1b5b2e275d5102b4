import { parse } from 'yaml';
import { z } from 'zod';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import { answerFileSchema } from './answers.ts';
import { drawnSchema } from './drawn.ts';
import type { ResolvedAnswers } from './resolved.ts';
import { writtenAnswers } from './write-answers.ts';

/** Resolved answers as they are saved: an answer file, and what was drawn for it. */
const resolvedSchema = z.strictObject({ answers: answerFileSchema, drawn: drawnSchema });

/** The file of resolved answers, YAML. It holds secrets: mode 0600. */
export function writeResolved({ answers, drawn }: ResolvedAnswers): Secret {
  return secretYaml({ answers: writtenAnswers(answers), drawn });
}

/** Reads what `writeResolved` wrote. @throws ZodError, YAMLParseError when the file was changed into something else. */
export function readResolved(text: string): ResolvedAnswers {
  return resolvedSchema.parse(parse(text));
}
