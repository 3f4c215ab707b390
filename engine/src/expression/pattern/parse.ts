/** Patterns of `matches`, `replace`, `split` (XPath and XQuery Functions 3.1 §5.6.1) as a tree. */
import {
  anyButLineEnd,
  between,
  type CharacterSet,
  classOf,
  escapedCharacter,
  ignoringCase,
  not,
  unicodeSet,
} from "./characters.ts";
import { PatternProblem } from "./pattern-problem.ts";

/** A part of a pattern. */
export type Part =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Part[] }
  | { readonly kind: "group"; readonly number: number | null; readonly part: Part }
  | {
      readonly kind: "repeat";
      readonly part: Part;
      readonly min: number;
      readonly max: number;
      readonly isReluctant: boolean;
    }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "back"; readonly group: number };

/** A pattern's tree, and how many groups it captures. */
export interface ParsedPattern {
  readonly part: Part;
  readonly groups: number;
  readonly isMultiline: boolean;
}

const MAX_NESTING = 100;
const META = new Set("\\|?*+(){}[]^$.");

/** Parses a pattern. @throws PatternProblem */
export function parsePattern(pattern: string, flags: string): ParsedPattern {
  if (!/^[smixq]*$/.test(flags)) throw new PatternProblem(`unknown flags "${flags}"`);
  return new PatternParser(pattern, flags).parse();
}

class PatternParser {
  readonly #points: readonly string[];
  readonly #flags: string;
  readonly #closed = new Set<number>();
  #at = 0;
  #groups = 0;
  #nesting = 0;

  constructor(pattern: string, flags: string) {
    const stripped = flags.includes("x") && !flags.includes("q") ? withoutBlanks(pattern) : pattern;
    this.#points = Array.from(stripped);
    this.#flags = flags;
  }

  parse(): ParsedPattern {
    const isMultiline = this.#flags.includes("m");
    if (this.#flags.includes("q")) {
      const parts = this.#points.map((point) => this.#set(literal(point)));
      return { part: { kind: "sequence", parts }, groups: 0, isMultiline };
    }
    const part = this.#choice();
    if (this.#at < this.#points.length) throw new PatternProblem("unbalanced )");
    return { part, groups: this.#groups, isMultiline };
  }

  get #next(): string {
    return this.#points[this.#at] ?? "";
  }

  #take(character: string): boolean {
    if (this.#next !== character) return false;
    this.#at += 1;
    return true;
  }

  #any(): string {
    const point = this.#next;
    if (point === "") throw new PatternProblem("unfinished pattern");
    this.#at += 1;
    return point;
  }

  #set(set: CharacterSet): Part {
    return { kind: "set", set: this.#flags.includes("i") ? ignoringCase(set) : set };
  }

  #choice(): Part {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new PatternProblem("nested too deeply");
    const parts = [this.#sequence()];
    while (this.#take("|")) parts.push(this.#sequence());
    this.#nesting -= 1;
    return { kind: "choice", parts };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#next !== "" && this.#next !== "|" && this.#next !== ")") {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: "sequence", parts };
  }

  #repeated(part: Part): Part {
    const bounds = this.#bounds();
    if (bounds === null) return part;
    if (part.kind === "start" || part.kind === "end") throw new PatternProblem("nothing to repeat");
    const isReluctant = this.#take("?");
    if ("?*+{".includes(this.#next) && this.#next !== "")
      throw new PatternProblem("double quantifier");
    return { kind: "repeat", part, min: bounds[0], max: bounds[1], isReluctant };
  }

  #bounds(): readonly [number, number] | null {
    if (this.#take("?")) return [0, 1];
    if (this.#take("*")) return [0, Infinity];
    if (this.#take("+")) return [1, Infinity];
    if (!this.#take("{")) return null;
    const min = this.#digits();
    const max = this.#take(",") ? (this.#next === "}" ? Infinity : this.#digits()) : min;
    if (!this.#take("}") || min > max) throw new PatternProblem("invalid quantifier");
    return [min, max];
  }

  #digits(): number {
    let digits = "";
    while (/^\d$/.test(this.#next)) digits += this.#any();
    if (digits === "") throw new PatternProblem("invalid quantifier");
    return Number(digits);
  }

  #atom(): Part {
    const point = this.#any();
    switch (point) {
      case "(":
        return this.#group();
      case "[":
        return this.#set(this.#class());
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case ".":
        return { kind: "set", set: this.#flags.includes("s") ? () => true : anyButLineEnd };
      case "\\":
        return /^[1-9]$/.test(this.#next) ? this.#back() : this.#set(this.#escape());
      default:
        if (META.has(point)) throw new PatternProblem(`unexpected ${point}`);
        return this.#set(literal(point));
    }
  }

  #group(): Part {
    if (this.#next === "?") {
      this.#at += 1;
      if (!this.#take(":")) throw new PatternProblem("unknown group");
      const part = this.#choice();
      if (!this.#take(")")) throw new PatternProblem("unbalanced (");
      return { kind: "group", number: null, part };
    }
    this.#groups += 1;
    const number = this.#groups;
    const part = this.#choice();
    if (!this.#take(")")) throw new PatternProblem("unbalanced (");
    this.#closed.add(number);
    return { kind: "group", number, part };
  }

  /** `\1`; a further digit belongs to it as long as there are so many groups. */
  #back(): Part {
    let group = Number(this.#any());
    while (/^\d$/.test(this.#next) && group * 10 + Number(this.#next) <= this.#groups) {
      group = group * 10 + Number(this.#any());
    }
    if (!this.#closed.has(group)) throw new PatternProblem(`no group ${group} before \\${group}`);
    return { kind: "back", group };
  }

  #escape(): CharacterSet {
    const point = this.#any();
    if (point === "p" || point === "P") {
      if (!this.#take("{")) throw new PatternProblem("unfinished \\p");
      let name = "";
      while (!this.#take("}")) name += this.#any();
      const set = unicodeSet(name);
      if (set === undefined) throw new PatternProblem(`unknown category ${name}`);
      return point === "p" ? set : not(set);
    }
    const code = escapedCharacter(point);
    const set = code === undefined ? classOf(point) : between(code, code);
    if (set === undefined) throw new PatternProblem(`unknown escape \\${point}`);
    return set;
  }

  /** Behind the opening bracket: `a-z`, `^a`, `a-z-[aeiou]`. */
  #class(): CharacterSet {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new PatternProblem("nested too deeply");
    const isNegated = this.#take("^");
    const sets: CharacterSet[] = [];
    let except: CharacterSet | null = null;
    while (!this.#take("]")) {
      if (this.#next === "-" && this.#points[this.#at + 1] === "[") {
        this.#at += 2;
        except = this.#class();
        if (this.#points[this.#at] !== "]") throw new PatternProblem("unfinished subtraction");
      } else sets.push(this.#classPart(sets.length === 0));
    }
    if (sets.length === 0) throw new PatternProblem("empty class");
    this.#nesting -= 1;
    const any: CharacterSet = (point) => sets.some((set) => set(point));
    const base = isNegated ? not(this.#flags.includes("i") ? ignoringCase(any) : any) : any;
    if (except === null) return base;
    const excluded = except;
    return (point) => base(point) && !excluded(point);
  }

  #classPart(isFirst: boolean): CharacterSet {
    const point = this.#any();
    if (point === "[") throw new PatternProblem("unexpected [");
    if (point === "-" && !isFirst && this.#next !== "]") throw new PatternProblem("unexpected -");
    const low = point === "\\" ? escapedCharacter(this.#next) : point.codePointAt(0);
    if (low === undefined) return this.#escape();
    if (point === "\\") this.#at += 1;
    const after = this.#points[this.#at + 1];
    if (this.#next !== "-" || after === "]" || after === "[" || point === "-")
      return between(low, low);
    this.#at += 1;
    const end = this.#any();
    const high = end === "\\" ? escapedCharacter(this.#any()) : end.codePointAt(0);
    if (high === undefined || high < low) throw new PatternProblem("invalid range");
    return between(low, high);
  }
}

function literal(point: string): CharacterSet {
  const code = point.codePointAt(0) ?? 0;
  return between(code, code);
}

/** Without the blanks outside of classes: the flag `x`. */
function withoutBlanks(pattern: string): string {
  let depth = 0;
  let kept = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === "\\") {
      // A blank behind a backslash goes; what follows it is escaped.
      kept += character;
      at += 1;
      if (depth === 0) at += pattern.slice(at).search(/\S|$/);
      kept += pattern.charAt(at);
    } else {
      if (character === "[") depth += 1;
      if (character === "]") depth = Math.max(0, depth - 1);
      if (depth > 0 || !/\s/.test(character)) kept += character;
    }
  }
  return kept;
}
