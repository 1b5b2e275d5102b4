import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { NbdConnection, type NbdRequest } from './nbd.ts';

/** What a disk does with one request: as it should, refuse it, lose a write, read another byte at a place, or go elsewhere. */
export type Behaviour =
  | 'good'
  | 'lost'
  | { readonly errno: number }
  | { readonly flipped: number }
  /** Reads or writes at this place instead. */
  | { readonly at: number }
  /** The cable is pulled: no answer, to this one or any other. */
  | 'gone';
export type Behave = (request: NbdRequest) => Behaviour;

export const EIO = 5;
export const ENOSPC = 28;

/** A disk in a file, served to QEMU (NBD), that can be told to misbehave. It flushes nothing: no test cuts power. */
export class FaultyDisk {
  behave: Behave = () => 'good';
  readonly file: string;
  readonly socket: string;
  readonly bytes: number;
  readonly #handle: number;
  readonly #server: Server;
  readonly #connections = new Set<Socket>();

  /** @param bytes what the disk says of its size; default: the file's */
  constructor(file: string, socket: string, bytes?: number) {
    this.file = file;
    this.socket = socket;
    this.#handle = openSync(file, 'r+');
    this.bytes = bytes ?? fstatSync(this.#handle).size;
    rmSync(socket, { force: true });
    this.#server = createServer((connection) => {
      this.#connections.add(connection);
      connection.on('close', () => this.#connections.delete(connection));
      // QEMU is killed in the middle of a sentence.
      connection.on('error', () => {});
      new NbdConnection(connection, this.bytes, (request) => this.#serve(request));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.socket, resolve));
    return this;
  }

  close(): void {
    for (const connection of this.#connections) connection.destroy();
    this.#server.close();
    closeSync(this.#handle);
  }

  /** The address that QEMU takes in the place of a file. */
  get address(): string {
    return `nbd:unix:${this.socket}`;
  }

  /** @returns what was read, `written`, or the error's number; undefined: no answer at all. */
  #serve(request: NbdRequest): Buffer | 'written' | number | undefined {
    const behaviour = this.behave(request);
    if (behaviour === 'gone') {
      for (const connection of this.#connections) connection.destroy();
      return undefined;
    }
    if (typeof behaviour === 'object' && 'errno' in behaviour) return behaviour.errno;
    const isMoved = typeof behaviour === 'object' && 'at' in behaviour;
    const { kind, bytes } = request;
    const offset = isMoved ? behaviour.at : request.offset;
    if (kind === 'write') {
      if (behaviour !== 'lost') writeSync(this.#handle, request.data, 0, bytes, offset);
      return 'written';
    }
    if (kind === 'flush') return 'written';
    // Beyond the end of the file nothing was ever written.
    const data = Buffer.alloc(bytes);
    readSync(this.#handle, data, 0, bytes, offset);
    if (typeof behaviour === 'object' && 'flipped' in behaviour) flip(data, behaviour.flipped - offset);
    return data;
  }
}

function flip(data: Buffer, place: number): void {
  if (place >= 0 && place < data.length) data.writeUInt8(data.readUInt8(place) ^ 0x40, place);
}
