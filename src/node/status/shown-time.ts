const DAY = 24 * 60 * 60 * 1000;

/** A time as a person at this node reads it: `12:03` within a day, else `11-21`. */
export function shownTime(iso: string, now: Date): string {
  const time = new Date(iso);
  const two = (number: number) => String(number).padStart(2, '0');
  if (Math.abs(now.getTime() - time.getTime()) < DAY)
    return `${two(time.getHours())}:${two(time.getMinutes())}`;
  return `${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
