/** Joining texts, bounded. */
import { MAX_TEXT_LENGTH } from "../program/limit.ts";
import { LimitReached } from "../program/limit.ts";
import type { Call } from "../values/function.ts";
import type { Value } from "../values/value.ts";

/** The texts with the delimiter between them; null items are left out. Undefined when one is no text. */
export function joined(
  list: readonly Value[],
  delimiter: string,
  { run }: Call,
): string | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const item of list) {
    if (item === null) continue;
    if (typeof item !== "string") return undefined;
    texts.push(item);
    length += item.length + delimiter.length;
    if (length > MAX_TEXT_LENGTH) throw new LimitReached();
  }
  run.spendText(length);
  return texts.join(delimiter);
}
