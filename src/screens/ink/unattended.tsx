import { Box, Static, Text } from 'ink';
import {
  bytesLine,
  failureLines,
  finishedLine,
  type Row,
  stepRow,
  summaryLines,
  type Tone,
} from '../progress-rows.ts';
import type { Feed } from './feed.ts';

const COLOURS: Record<Tone, string> = { good: 'green', bad: 'red', busy: 'cyan', dim: 'gray' };
/** Lines of the log under the current step: few, for a slow serial line redraws them each time. */
const LOG_LINES = 3;

/** Inline progress: what is done scrolls up, below it the current step, bytes and the newest log lines. */
export function Unattended({ state, history }: Feed) {
  const running = state.steps.filter((s) => s.status === 'running').map((step) => stepRow(step));
  const done = state.finished || state.failure !== undefined;
  const bytes = bytesLine(state);
  return (
    <>
      <Static items={[...history]}>{(row) => <Line key={row.key} row={row} />}</Static>
      {running.map((row) => (
        <Line key={row.key} row={row} />
      ))}
      {bytes !== undefined && !done && <Text>{`       ${bytes}`}</Text>}
      {!done &&
        state.log.slice(-LOG_LINES).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
          <Text key={index} dimColor wrap="truncate">{`       ${line}`}</Text>
        ))}
      {state.failure && <Red lines={failureLines(state)} />}
      {state.recorded && <Red lines={summaryLines(state)} />}
      {state.finished && <Text color="green">{finishedLine(state)}</Text>}
    </>
  );
}

function Line({ row }: { readonly row: Row }) {
  return (
    <Text color={COLOURS[row.tone]}>
      {row.glyph} {row.text}
    </Text>
  );
}

function Red({ lines }: { readonly lines: readonly string[] }) {
  return (
    <Box flexDirection="column">
      {lines.map((line) => (
        <Text key={line} color="red">
          {line}
        </Text>
      ))}
    </Box>
  );
}
