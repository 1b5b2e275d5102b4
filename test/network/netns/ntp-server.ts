import { createSocket } from 'node:dgram';

/** Seconds that its clock is ahead. */
const ahead = Number(process.argv[2] ?? 0);
/** Seconds between 1900 and 1970 (RFC 5905 6). */
const ERA = 2_208_988_800;

function stamp(into: Buffer, offset: number): void {
  const now = Date.now() / 1000 + ERA + ahead;
  into.writeUInt32BE(Math.floor(now), offset);
  into.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), offset + 4);
}

// A time server with a wrong clock, of RFC 5905 what a client needs for one measurement.
const socket = createSocket('udp4');
socket.on('message', (asked, { address, port }) => {
  const answer = Buffer.alloc(48);
  // No leap second, version 4, server; stratum 1; the precision of a millisecond.
  answer.writeUInt8(0b00_100_100, 0);
  answer.writeUInt8(1, 1);
  answer.writeInt8(-10, 3);
  answer.write('TEST', 12);
  stamp(answer, 16);
  asked.copy(answer, 24, 40, 48);
  stamp(answer, 32);
  stamp(answer, 40);
  socket.send(answer, port, address);
});
socket.bind(123, () => console.log('up'));
