/** Nothing typed is ever lost: what stands in a form is kept on this device until it was sent. */
import { useCallback, useState } from "react";
import type { FormData } from "./form-schema.ts";

const PREFIX = "tongban.draft.";

/** Reads a kept draft; undefined when there is none or it cannot be read. */
function readDraft(key: string): FormData | undefined {
  try {
    const kept = localStorage.getItem(PREFIX + key);
    const data: unknown = kept === null ? undefined : JSON.parse(kept);
    return typeof data === "object" && data !== null ? (data as FormData) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft, or forgets it. */
function writeDraft(key: string, data: FormData | undefined): void {
  try {
    if (data === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(data));
  } catch {
    // storage full or forbidden: the form still works, it is only not kept
  }
}

/** A form's value that survives a reload. */
export interface Draft {
  readonly data: FormData;
  readonly change: (data: FormData) => void;
  /** After it was sent, or thrown away. */
  readonly forget: () => void;
  readonly isRestored: boolean;
  /** What was typed in this visit or found on the device; undefined as long as nothing was. */
  readonly typed: FormData | undefined;
  /** The server has it: the device's copy goes, what is on screen stays. */
  readonly settle: () => void;
}

interface Kept {
  readonly key: string;
  readonly typed: FormData | undefined;
  readonly isRestored: boolean;
}

function load(key: string): Kept {
  const typed = readDraft(key);
  return { key, typed, isRestored: typed !== undefined };
}

/** A draft under `key`; `initial` counts as long as nothing was typed. */
export function useDraft(key: string, initial: FormData): Draft {
  const [held, setHeld] = useState(() => load(key));
  // Another key is another draft; reading it during the render saves a flash of the old one.
  const kept = held.key === key ? held : load(key);
  const change = useCallback(
    (data: FormData) => {
      setHeld((last) => ({ key, typed: data, isRestored: last.key === key && last.isRestored }));
      writeDraft(key, data);
    },
    [key],
  );
  const forget = useCallback(() => {
    setHeld({ key, typed: undefined, isRestored: false });
    writeDraft(key, undefined);
  }, [key]);
  const settle = useCallback(() => writeDraft(key, undefined), [key]);
  return {
    data: kept.typed === undefined ? initial : { ...initial, ...kept.typed },
    typed: kept.typed,
    change,
    forget,
    settle,
    isRestored: kept.isRestored,
  };
}
