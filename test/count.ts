import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Characters of a failure that are said again at the end. */
const SAID_AGAIN = 3000;

// A suite that could not even be loaded counts as a failure: its tests were not run.
const reports = process.argv
  .slice(2)
  .map((path) => reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
for (const suite of reports.flatMap((report) => report.testResults)) {
  if (suite.message !== '') console.log(`FAILED ${suite.name}: ${shortened(suite.message)}`);
  for (const test of suite.assertionResults.filter(({ status }) => status === 'failed')) {
    console.log(`FAILED ${test.fullName}: ${shortened((test.failureMessages ?? []).join('\n'))}`);
  }
}
const passed = reports.reduce((sum, r) => sum + r.numPassedTests, 0);
const failed = reports.reduce((sum, r) => sum + Math.max(r.numFailedTests, r.numFailedTestSuites), 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Without colours and stack, so that the console of a virtual machine in it can be read. */
function shortened(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/\n\s+at .*/gs, '')
    .slice(0, SAID_AGAIN);
}
