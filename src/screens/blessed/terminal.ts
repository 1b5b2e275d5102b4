import type { Frame, Size } from '../frame.ts';
import type { Terminal, TerminalEvents } from '../terminal.ts';
import { sizeQuestion } from './ask-size.ts';
import { type Capabilities, showsChinese } from './capabilities.ts';
import { openGate } from './gate.ts';
import { enter, leave } from './modes.ts';
import { paint, type Screen } from './paint.ts';
import { openProgram, type Program, type Streams } from './program.ts';
import { type Refusal, refusalOf, tooSmall } from './refusal.ts';
import { realTimers, type Timers } from './timers.ts';

/**
 * Takes the terminal for full screens: raw mode, the alternate screen where there is one. Keys and sizes
 * are told from then on until `close`. A refusal leaves everything as it was.
 */
export async function openTerminal(
  streams: Streams,
  events: TerminalEvents,
  timers: Timers = realTimers,
): Promise<Terminal | Refusal> {
  const refusal = refusalOf(streams, streams.env.TERM);
  if (refusal) return refusal;
  const program = openProgram(streams);
  const { capabilities } = program;
  if (!capabilities) {
    program.stop();
    return { refused: 'dumb' };
  }
  const { ask, stop } = listen(streams, events, program, timers);
  const size = reportedSize(streams) ?? (await ask());
  const small = tooSmall(size);
  if (small) {
    stop();
    return small;
  }
  return drawing({ streams, events, capabilities, size, stop });
}

/** Raw mode, and what is read told as keys; `ask` has the terminal itself say its size. */
function listen({ input, output }: Streams, events: TerminalEvents, program: Program, timers: Timers) {
  const question = sizeQuestion(timers);
  const gate = openGate(timers, (read) => {
    if ('text' in read) events.onKey(read);
    else if (!question.takes(read.sequence)) program.decode(read.sequence);
  });
  input.on('data', gate.push);
  program.start(events.onKey);
  return {
    ask: () => question.ask((bytes) => output.write(bytes)),
    stop: () => {
      gate.close();
      input.off('data', gate.push);
      program.stop();
    },
  };
}

type Parts = {
  readonly streams: Streams;
  readonly events: TerminalEvents;
  readonly capabilities: Capabilities;
  readonly size: Size;
  readonly stop: () => void;
};

function drawing({ streams, events, capabilities, size, stop }: Parts): Terminal {
  const { output, env } = streams;
  let current = size;
  let shown: Screen | undefined;
  let open = true;
  const write = (bytes: string) => {
    if (bytes !== '' && output.writable) output.write(bytes);
  };
  const onResize = () => {
    current = reportedSize(streams) ?? current;
    shown = undefined;
    events.onResize(current);
  };
  const close = () => {
    if (!open) return;
    open = false;
    process.off('exit', close);
    output.off('resize', onResize);
    write(leave(capabilities));
    stop();
  };
  // Whatever ends the program: a terminal in raw mode is of no use to the shell behind it.
  process.on('exit', close);
  output.on('resize', onResize);
  write(enter(capabilities));
  return {
    size: () => current,
    draw: lastOfMany((frame) => {
      if (!open) return;
      const { bytes, screen } = paint(shown, frame, capabilities);
      shown = screen;
      write(bytes);
    }),
    forget: () => {
      shown = undefined;
    },
    showsChinese: showsChinese(env),
    close,
  };
}

/** Keys that were read at once, held down or typed ahead on a slow line, are told at once: one frame for all. */
function lastOfMany(draw: (frame: Frame) => void): (frame: Frame) => void {
  let wanted: Frame | undefined;
  const drawWanted = () => {
    const frame = wanted;
    wanted = undefined;
    if (frame) draw(frame);
  };
  return (frame) => {
    if (!wanted) queueMicrotask(drawWanted);
    wanted = frame;
  };
}

/** What the tty knows; a serial line says 0 by 0. */
function reportedSize({ output }: Streams): Size | undefined {
  const { columns, rows } = output;
  return columns > 0 && rows > 0 ? { columns, rows } : undefined;
}
