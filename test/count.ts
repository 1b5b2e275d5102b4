import { readFileSync } from 'node:fs';
import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});

// A suite that could not even be loaded counts as a failure: its tests were not run.
const reports = process.argv
  .slice(2)
  .map((path) => reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
const passed = reports.reduce((sum, r) => sum + r.numPassedTests, 0);
const failed = reports.reduce((sum, r) => sum + Math.max(r.numFailedTests, r.numFailedTestSuites), 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
