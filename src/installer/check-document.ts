import { z } from 'zod';
import { type Problem, warning } from '../problem.ts';
import { problemsOfIssues } from './answer-issues.ts';
import { checkAnswers, checkParts, readableParts } from './answer-rules.ts';
import { type Answers, answerFileSchema, roleSections, sharedSections } from './answers.ts';
import { type InteractiveSection, interactiveSections, otherRoleProblems } from './interactive-sections.ts';
import { isWithin } from './key-path.ts';
import { notSupportedIn } from './not-supported.ts';
import { prune } from './plain-data.ts';

export type CheckedAnswers =
  | { readonly answers: Answers; readonly warnings: Problem[] }
  | { readonly problems: Problem[] };

/**
 * Reads a written document (an answer file, what the wizard made) as answers: shape, parts that are not
 * supported yet, answers that do not fit each other. Pure; never throws on plain data.
 * @returns normalised answers and warnings, or every problem at once, warnings among them. What a person is
 * asked for (`install.interactive`) may be missing: then there are no answers, and only warnings.
 */
export function checkDocument(document: unknown): CheckedAnswers {
  const read = answerFileSchema.safeParse(document);
  const found = read.success
    ? withoutFollowUps(notSupportedIn(document), otherRoleProblems(document), checkAnswers(read.data))
    : problemsOfBroken(document, read.error.issues);
  const problems = withoutAsked(found, interactiveSections(document));
  const isFine = problems.every((problem) => problem.severity === 'warning');
  return read.success && isFine ? { answers: read.data, warnings: problems } : { problems };
}

/** What is missing in the sections that are left to a person is no error. */
function withoutAsked(problems: readonly Problem[], sections: readonly InteractiveSection[]): Problem[] {
  return problems.map((problem) => {
    const isAsked = sections.some((section) => isWithin(problem.path, section));
    return isMissing(problem) && isAsked ? warning('answers.asked-on-console', problem.path) : problem;
  });
}

/** Whether a problem is about what is not written. */
export function isMissing({ code }: Problem): boolean {
  return ['answers.missing', 'system.password-missing', 'fleet.card-of-machine'].includes(code);
}

/** The keys of any role: what can be judged of a document while its role is unknown or a section is broken. */
const anyRole = z.strictObject({
  version: z.unknown().optional(),
  role: z.unknown().optional(),
  controller: roleSections.controller.optional(),
  agent: roleSections.agent.optional(),
  platform: roleSections.platform.optional(),
  ...sharedSections,
});

/** zod stops inside a section that has a problem; what is wrong is taken out, and the rest is judged again. */
function problemsOfBroken(document: unknown, issues: readonly z.core.$ZodIssue[]): Problem[] {
  const roleIsWrong = issues.some((issue) => issue.path[0] === 'role');
  const found = [...issues, ...(roleIsWrong ? issuesOf(document) : [])];
  const rest = prune(document, found.flatMap(pathsOf));
  return withoutFollowUps(
    problemsOfIssues(found, document),
    problemsOfIssues(issuesOf(rest), rest),
    notSupportedIn(document),
    otherRoleProblems(document),
    checkParts(readableParts(rest)),
  );
}

function issuesOf(document: unknown): readonly z.core.$ZodIssue[] {
  return anyRole.safeParse(document).error?.issues ?? [];
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => [...issue.path, key])
    : [[...issue.path]];
}

/** All problems, without those at a key (or around or below it) of which an earlier group already speaks. */
function withoutFollowUps(...groups: readonly Problem[][]): Problem[] {
  const known: Problem[] = [];
  for (const group of groups) {
    known.push(...group.filter((one) => !known.some((earlier) => isFollowUp(one, earlier))));
  }
  return known;
}

function isFollowUp(one: Problem, earlier: Problem): boolean {
  // Without its bad hash, a section looks as if it had no password.
  if (one.code === 'system.password-missing' && earlier.path === 'system.password_hash') return true;
  return isWithin(one.path, earlier.path) || isWithin(earlier.path, one.path);
}
