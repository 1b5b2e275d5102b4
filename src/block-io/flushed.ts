/** How far the target has been flushed. Who reads behind the writer stays a window behind it, until the end. */
export class Flushed {
  #bytes = 0;
  #safe = 0;
  #ended = false;
  #change = Promise.withResolvers<void>();

  /** Bytes on the disk, from the start of the copy. */
  get bytes(): number {
    return this.#bytes;
  }

  /** So many bytes are on the disk; what was said before is a window old. */
  advance(bytes: number): void {
    this.#safe = this.#bytes;
    this.#bytes = bytes;
    this.#wake();
  }

  /** The writer is over: nothing more will come. */
  end(): void {
    this.#ended = true;
    this.#safe = this.#bytes;
    this.#wake();
  }

  /** Waits until so many bytes may be read. @returns false when they never will. */
  async reach(bytes: number): Promise<boolean> {
    while (this.#safe < bytes && !this.#ended) await this.#change.promise;
    return this.#safe >= bytes;
  }

  #wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
