/**
 * Search of matters in people's words: official name, citizens' names (synonyms), result and topics. Chinese has no word
 * boundaries, so closeness is the share of common character pairs (Dice's coefficient).
 */

/** What is searched of a matter. */
export interface SearchEntry {
  readonly id: string;
  readonly name: string;
  readonly citizenNames: readonly string[];
  readonly resultName: string;
  readonly topics: readonly string[];
  readonly officeName: string;
  readonly handledOnline: boolean;
}

/** Which words of a matter made it a hit. */
export interface MatchedBy {
  readonly kind: "name" | "citizenName" | "result" | "topic" | "office";
  readonly text: string;
}

/** A hit; a higher score is a better one (0 to 100). */
export interface Hit<Entry> {
  readonly entry: Entry;
  readonly score: number;
  readonly matchedBy: MatchedBy | null;
}

/** Weight of each kind of words; a full match scores this. */
const WEIGHTS = { citizenName: 100, name: 95, result: 70, topic: 40, office: 30 } as const;
/** Character pairs in common below this share are chance. */
const CLOSE_ENOUGH = 0.34;

/**
 * Hits of a query, best first; with an empty query everything, what can be done online first.
 *
 * @example rankMatters("我想开饭店", entries) → M02 first, matched by the citizens' name 开饭店
 */
export function rankMatters<Entry extends SearchEntry>(
  query: string,
  entries: readonly Entry[],
): Hit<Entry>[] {
  const wanted = normalise(query);
  const hits =
    wanted === ""
      ? entries.map((entry): Hit<Entry> => ({ entry, score: 0, matchedBy: null }))
      : entries.map((entry) => bestMatch(wanted, entry)).filter((hit) => hit.score > 0);
  return hits.toSorted(
    (a, b) =>
      b.score - a.score ||
      Number(b.entry.handledOnline) - Number(a.entry.handledOnline) ||
      (a.entry.id < b.entry.id ? -1 : 1),
  );
}

function bestMatch<Entry extends SearchEntry>(wanted: string, entry: Entry): Hit<Entry> {
  let best: Hit<Entry> = { entry, score: 0, matchedBy: null };
  for (const { kind, text } of wordsOf(entry)) {
    const score = Math.round(WEIGHTS[kind] * similarity(wanted, normalise(text)));
    if (score > best.score) best = { entry, score, matchedBy: { kind, text } };
  }
  return best;
}

function wordsOf(entry: SearchEntry): MatchedBy[] {
  return [
    ...entry.citizenNames.map((text) => ({ kind: "citizenName" as const, text })),
    { kind: "name", text: entry.name },
    { kind: "result", text: entry.resultName },
    ...entry.topics.map((text) => ({ kind: "topic" as const, text })),
    { kind: "office", text: entry.officeName },
  ];
}

/** 1 equal, 0.9 one contains the other, else the share of common pairs, or 0. */
function similarity(wanted: string, text: string): number {
  if (wanted === text) return 1;
  const [short, long] = wanted.length < text.length ? [wanted, text] : [text, wanted];
  if (short.length >= 2 && long.includes(short)) return 0.9;
  const share = dice(pairsOf(wanted), pairsOf(text));
  return share >= CLOSE_ENOUGH ? share * 0.8 : 0;
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{P}]/gu, "");
}
