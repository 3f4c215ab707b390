/** Who hears in this process what has changed, on whatever server. */
import type { Change } from "./live.ts";

interface ChangeListener {
  readonly changed: (change: Change) => void;
  readonly missed: () => void;
}

/** See file head. */
export class ChangeListeners {
  readonly #all = new Set<ChangeListener>();

  /** @returns the way to stop hearing */
  add(changed: ChangeListener["changed"], missed = (): void => undefined): () => void {
    const listener = { changed, missed };
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** Something has changed. */
  changed(change: Change): void {
    for (const { changed } of this.#all) changed(change);
  }

  /** What has changed for a while is unknown. */
  missed(): void {
    for (const { missed } of this.#all) missed();
  }
}
