/** From the text of a sketch to its nodes and flows; the grammar is at the head of testing/sketch.ts. */

/** A node as the sketch states it. */
export interface SketchNode {
  readonly id: string;
  /** As written after the colon: element name, short word or trigger; empty as long as nothing was stated. */
  kind: string;
  argument: string | undefined;
  /** Of a multiple event, the triggers after the first; all of them are parts of `kind`, joined by `|` or `&`. */
  readonly more: { readonly trigger: string; readonly argument: string | undefined }[];
  isParallelMultiple: boolean;
  repetition:
    | { readonly kind: "parallel" | "sequential" | "loop"; readonly text: string }
    | undefined;
  /** Of a boundary event. */
  readonly attachment: { readonly host: string; readonly isInterrupting: boolean } | undefined;
  /** Of a sub-process. */
  content: SketchScope | undefined;
  /** Target of the default flow. */
  defaultTarget: string | undefined;
}

/** A sequence flow as the sketch states it. */
export interface SketchFlow {
  readonly source: string;
  readonly target: string;
  readonly condition: string | undefined;
}

/** What stands in the process, or within one pair of braces, in the order of the text. */
export interface SketchScope {
  readonly nodes: SketchNode[];
  readonly flows: SketchFlow[];
}

/** Throws with line and reason when the text cannot be understood. */
export function readSketch(text: string): SketchScope {
  return new SketchReader(text).read();
}

const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const kindWord = /[a-zA-Z]+(?:\.\+?[a-zA-Z]+)?/uy;
const another = /\|(?!\|)|&/uy;
const arrow = /[ \t]*-(?:>|\[(?<condition>.+?)\]->|(?<isDefault>default)->)/uy;
const repetition = /[ \t]*(?<marker>\|\|\||===|~~~)(?=\()/uy;

const kindOfRepetition: Readonly<Record<string, "parallel" | "sequential" | "loop">> = {
  "|||": "parallel",
  "===": "sequential",
  "~~~": "loop",
};

class SketchReader {
  readonly #text: string;
  readonly #nodes = new Map<string, { readonly scope: SketchScope; readonly node: SketchNode }>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): SketchScope {
    const scope = this.#scope();
    if (this.#at < this.#text.length) throw this.#problem('"}" without "{"');
    for (const { node, scope: within } of this.#nodes.values()) {
      const host = node.attachment?.host;
      if (host !== undefined && this.#nodes.get(host)?.scope !== within) {
        throw new Error(`Sketch: ${node.id} is attached to ${host}, which is not beside it`);
      }
    }
    return scope;
  }

  /** Up to the end of the text or a closing brace. */
  #scope(): SketchScope {
    const scope: SketchScope = { nodes: [], flows: [] };
    for (;;) {
      this.#take(/[\s;]*/uy);
      if (this.#at === this.#text.length || this.#text[this.#at] === "}") return scope;
      this.#chain(scope);
    }
  }

  #chain(scope: SketchScope): void {
    let source = this.#node(scope);
    for (let found = this.#take(arrow); found !== undefined; found = this.#take(arrow)) {
      this.#take(/[ \t]*/uy);
      const target = this.#node(scope);
      const { condition, isDefault } = found.groups ?? {};
      if (isDefault !== undefined) {
        if (source.defaultTarget !== undefined) {
          throw this.#problem(`${source.id} has two default flows`);
        }
        source.defaultTarget = target.id;
      }
      scope.flows.push({ source: source.id, target: target.id, condition });
      source = target;
    }
    if (this.#take(/[ \t]*(?=[;\n}]|$)/uy) === undefined) {
      throw this.#problem("an arrow, a line end or a semicolon is expected");
    }
  }

  #node(scope: SketchScope): SketchNode {
    const first = this.#word(name, "the name of a node");
    const node =
      this.#take(/@/uy) === undefined
        ? this.#named(first, scope, undefined)
        : this.#boundaryEvent(first, scope);
    if (this.#take(/:/uy) !== undefined) this.#stateKind(node);
    this.#repetition(node);
    if (this.#take(/[ \t]*\{/uy) !== undefined) {
      if (node.content !== undefined) throw this.#problem(`${node.id} has braces twice`);
      node.content = this.#scope();
      if (this.#take(/\}/uy) === undefined) throw this.#problem(`"}" of ${node.id} is missing`);
    }
    return node;
  }

  #boundaryEvent(host: string, scope: SketchScope): SketchNode {
    const isInterrupting = this.#take(/\+/uy) === undefined;
    const word = this.#word(name, "the trigger or the name of a boundary event");
    const attachment = { host, isInterrupting };
    if (this.#text[this.#at] === ":") return this.#named(word, scope, attachment);
    const id = `${host}${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
    const node = this.#named(id, scope, attachment);
    this.#at -= word.length;
    this.#stateKind(node);
    return node;
  }

  #named(id: string, scope: SketchScope, attachment: SketchNode["attachment"]): SketchNode {
    const known = this.#nodes.get(id);
    if (known === undefined) {
      const node: SketchNode = {
        id,
        kind: "",
        argument: undefined,
        more: [],
        isParallelMultiple: false,
        repetition: undefined,
        attachment,
        content: undefined,
        defaultTarget: undefined,
      };
      this.#nodes.set(id, { scope, node });
      scope.nodes.push(node);
      return node;
    }
    if (known.scope !== scope) throw this.#problem(`${id} is in another sub-process already`);
    if (attachment !== undefined) throw this.#problem(`${id} is there already`);
    return known.node;
  }

  #stateKind(node: SketchNode): void {
    const kind = this.#word(kindWord, "a kind");
    if (node.kind !== "") throw this.#problem(`the kind of ${node.id} is stated twice`);
    node.kind = kind;
    if (this.#text[this.#at] === "(") node.argument = this.#argument();
    for (let found = this.#take(another); found !== undefined; found = this.#take(another)) {
      node.isParallelMultiple = found[0] === "&";
      const trigger = this.#word(kindWord, "another trigger");
      const argument = this.#text[this.#at] === "(" ? this.#argument() : undefined;
      node.more.push({ trigger, argument });
    }
  }

  #repetition(node: SketchNode): void {
    const found = this.#take(repetition);
    if (found === undefined) return;
    if (node.repetition !== undefined) throw this.#problem(`${node.id} is repeated twice`);
    const kind = kindOfRepetition[found.groups?.["marker"] ?? ""] ?? "parallel";
    node.repetition = { kind, text: this.#argument() };
  }

  /** What stands in the parentheses that open here; those inside come in pairs. */
  #argument(): string {
    const from = this.#at + 1;
    let depth = 0;
    do {
      const character = this.#text[this.#at];
      if (character === undefined || character === "\n") throw this.#problem('")" is missing');
      if (character === "(") depth += 1;
      if (character === ")") depth -= 1;
      this.#at += 1;
    } while (depth > 0);
    const argument = this.#text.slice(from, this.#at - 1).trim();
    if (argument === "") throw this.#problem("the parentheses are empty");
    return argument;
  }

  #word(pattern: RegExp, what: string): string {
    const found = this.#take(pattern);
    if (found === undefined) throw this.#problem(`${what} is expected`);
    return found[0];
  }

  /** Moves past what matches here. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #problem(reason: string): Error {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    const rest = this.#text.slice(this.#at).split("\n")[0] ?? "";
    return new Error(`Sketch, line ${String(line)}, before "${rest}": ${reason}`);
  }
}
