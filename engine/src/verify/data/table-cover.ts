/** Which combinations of inputs a set of rules leaves open. */
import type { Patience } from "./patience.ts";
import type { Sample } from "./samples.ts";
import type { Column, Rule } from "./table.ts";

/** Column by column, samples; every combination of them belongs to it. */
export type Region = readonly (readonly Sample[])[];

/**
 * Regions that none of the rules covers, within the samples given for each column: `limit` at most, and undefined when
 * it would take too long to tell. Samples that the same rules accept are looked at together.
 */
export function uncovered(
  rules: readonly Rule[],
  within: Region,
  limit: number,
  patience: Patience,
): readonly Region[] | undefined {
  const open: Region[] = [];
  const look = (left: readonly Rule[], before: Region): void => {
    if (open.length >= limit) return;
    const column = before.length;
    const samples = within[column];
    if (!patience.take(1 + left.length * (samples?.length ?? 0))) return;
    if (left.length === 0) {
      open.push([...before, ...within.slice(column)]);
      return;
    }
    if (samples === undefined) return;
    for (const [key, same] of groups(left, column, samples)) {
      look(
        left.filter((_, index) => key[index] === "1"),
        [...before, same],
      );
    }
  };
  look(rules, []);
  return patience.isOver ? undefined : open;
}

/** The samples by the rules that accept them, as a text of 0 and 1. */
function groups(
  rules: readonly Rule[],
  column: number,
  samples: readonly Sample[],
): Map<string, Sample[]> {
  const byRules = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = rules.map(({ met }) => (met[column]?.has(sample) === true ? "1" : "0")).join("");
    const group = byRules.get(key);
    if (group === undefined) byRules.set(key, [sample]);
    else group.push(sample);
  }
  return byRules;
}

/** What both rules accept; undefined when there is nothing, or it would take too long to tell. */
export function common(
  columns: readonly Column[],
  one: Rule,
  other: Rule,
  patience: Patience,
): Region | undefined {
  const region: (readonly Sample[])[] = [];
  for (const [column, { samples }] of columns.entries()) {
    if (!patience.take(samples.length)) return undefined;
    const both = samples.filter(
      (sample) => one.met[column]?.has(sample) === true && other.met[column]?.has(sample) === true,
    );
    if (both.length === 0) return undefined;
    region.push(both);
  }
  return region;
}
