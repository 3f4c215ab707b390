/**
 * Samples: for a variable that is only compared with literals, finitely many values stand for all. Between two
 * neighbouring numbers one value is as good as any other, and so is any text that is not named.
 */
import type { LocalisedText } from "../../errors.ts";
import type { Compared } from "./comparisons.ts";

/** A value and what it stands for. */
export interface Sample {
  readonly value: number | string | boolean | null;
  readonly stands: Range | "other text" | "other value" | "itself" | "anything";
  /**
   * False where nobody expects it to be provided for: another text than those that are named, which are taken for all
   * there are, and a fraction between neighbouring whole numbers where only whole numbers are named.
   */
  readonly isExpected: boolean;
}

/** Numbers between two bounds; null for none. Both bounds are the same for a single number. */
export interface Range {
  readonly from: number | null;
  readonly to: number | null;
  /** Whether the bounds themselves belong to it. */
  readonly isFromIn: boolean;
  readonly isToIn: boolean;
}

/** In ascending order of numbers, then texts, booleans and null. Empty when it is compared with nothing. */
export function samplesOf({ numbers, texts, isBoolean, isNull }: Compared): Sample[] {
  const samples = numberSamples([...numbers].toSorted((one, other) => one - other));
  for (const value of texts) samples.push({ value, stands: "itself", isExpected: true });
  if (texts.size > 0) {
    samples.push({ value: otherText(texts), stands: "other text", isExpected: false });
  }
  if (isBoolean) {
    for (const value of [true, false]) samples.push({ value, stands: "itself", isExpected: true });
  }
  if (isNull) {
    if (samples.length === 0) {
      samples.push({ value: otherText(texts), stands: "other value", isExpected: true });
    }
    samples.push({ value: null, stands: "itself", isExpected: true });
  }
  return samples;
}

function numberSamples(bounds: readonly number[]): Sample[] {
  const samples: Sample[] = [];
  const areWhole = bounds.every(Number.isInteger);
  for (const [index, bound] of bounds.entries()) {
    const before = bounds[index - 1];
    samples.push(
      before === undefined
        ? sample(bound - 1, { from: null, to: bound, isFromIn: false, isToIn: false })
        : {
            ...sample((before + bound) / 2, {
              from: before,
              to: bound,
              isFromIn: false,
              isToIn: false,
            }),
            isExpected: !areWhole || bound - before > 1,
          },
      sample(bound, { from: bound, to: bound, isFromIn: true, isToIn: true }),
    );
  }
  const last = bounds.at(-1);
  if (last !== undefined)
    samples.push(sample(last + 1, { from: last, to: null, isFromIn: false, isToIn: false }));
  return samples;
}

function sample(value: number, stands: Range): Sample {
  return { value, stands, isExpected: true };
}

function otherText(texts: ReadonlySet<string>): string {
  let text = "…";
  while (texts.has(text)) text += "…";
  return text;
}

/** All of them in a few words: neighbouring ranges are joined. `5 ≤ x < 10`. */
export function describe(name: string, samples: readonly Sample[]): LocalisedText {
  const ranges: Range[] = [];
  const zh: string[] = [];
  const en: string[] = [];
  for (const { value, stands } of samples) {
    if (stands === "other text") {
      zh.push(`${name} 为其他文本`);
      en.push(`${name} is another text`);
    } else if (stands === "other value") {
      zh.push(`${name} 不为 null`);
      en.push(`${name} is not null`);
    } else if (stands === "anything") {
      zh.push(`${name} 为任意值`);
      en.push(`${name} is anything`);
    } else if (stands === "itself") {
      zh.push(`${name} = ${JSON.stringify(value)}`);
      en.push(`${name} = ${JSON.stringify(value)}`);
    } else join(ranges, stands);
  }
  const numbers = ranges.map((range) => rangeText(name, range));
  return {
    zh: [...numbers, ...zh].join(" 或 "),
    en: [...numbers, ...en].join(" or "),
  };
}

function join(ranges: Range[], next: Range): void {
  const last = ranges.at(-1);
  const isJoined =
    last !== undefined &&
    last.to !== null &&
    last.to === next.from &&
    (last.isToIn || next.isFromIn);
  if (isJoined) ranges[ranges.length - 1] = { ...last, to: next.to, isToIn: next.isToIn };
  else ranges.push(next);
}

function rangeText(name: string, { from, to, isFromIn, isToIn }: Range): string {
  if (from !== null && from === to) return `${name} = ${String(from)}`;
  const low = from === null ? "" : `${String(from)} ${isFromIn ? "≤" : "<"} `;
  const high = to === null ? "" : ` ${isToIn ? "≤" : "<"} ${String(to)}`;
  if (to === null) return `${name} ${isFromIn ? "≥" : ">"} ${String(from)}`;
  return `${low}${name}${high}`;
}
