/**
 * Where content is kept, by its SHA-256: the same photo twice is kept once, and a file cannot change behind its hash. A name stands
 * for whole content or does not exist. Two stores keep this contract, file-store.test.ts asks both of them.
 */
import type { Readable } from "node:stream";

/** Content that was received and is not kept yet. */
export interface ReceivedFile {
  /** Path of the temporary file. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** More content than allowed. */
export class FileTooLarge extends Error {
  override readonly name = "FileTooLarge";
}

/** Keeps content. What is away answers Problem STORAGE_UNAVAILABLE, what is full STORAGE_FULL. */
export interface FileStore {
  /**
   * Writes a stream aside, on this machine's disk: nothing reaches the store that was not measured and checked.
   *
   * @throws FileTooLarge as soon as there are more than `maxBytes`; nothing is left behind
   */
  receive(content: Readable, maxBytes: number): Promise<ReceivedFile>;
  /** Keeps received content under its hash; what was kept under it before is written anew. */
  keep(received: ReceivedFile): Promise<void>;
  /** Forgets received content; harmless after `keep`. */
  discard(received: ReceivedFile): Promise<void>;
  /** Content by hash, or null when it is not there. */
  read(sha256: string): Promise<Readable | null>;
  /** Harmless where there is nothing. */
  remove(sha256: string): Promise<void>;
  /** Hashes of everything kept before `before` (epoch ms), and clean-up of what was left aside before then. */
  keptBefore(before: number): AsyncGenerator<string>;
}
