/**
 * Random well-formed processes for properties: blocks that nest, so that by construction every token that is split is
 * joined again. For each block {@link visitsOf} says, independently of the engine, how often every element is visited
 * when no event happens beside its ways.
 */
import fc from "fast-check";
import {
  after,
  association,
  boundary,
  compensationOf,
  document,
  escalationOf,
  extensions,
  flow,
  flows,
  serviceTask,
} from "./document.ts";

/** A block with one way in and one way out. */
export type Block =
  | { readonly kind: "task" | "service" | "catch" | "escalation" }
  | { readonly kind: "sequence" | "parallel"; readonly blocks: readonly Block[] }
  | { readonly kind: "choice"; readonly blocks: readonly Block[]; readonly chosen: number }
  | { readonly kind: "subProcess"; readonly block: Block }
  | { readonly kind: "guarded"; readonly block: Block; readonly isInterrupting: boolean }
  | {
      readonly kind: "evented";
      readonly block: Block;
      /** What the event sub-process does. */
      readonly reaction: Block;
      readonly trigger: "timer" | "escalation";
      readonly isInterrupting: boolean;
    }
  | {
      /** Completes, and is then undone with what undoes its first step. */
      readonly kind: "undone";
      readonly block: Block;
      /** 0: not repeated. */
      readonly times: number;
    }
  | {
      readonly kind: "repeated";
      readonly block: Block;
      readonly times: number;
      readonly isSequential: boolean;
    };

/** Blocks of small depth; with boundary events and event sub-processes only when `hasEvents`. */
export function blocks(hasEvents: boolean): fc.Arbitrary<Block> {
  const leaf = fc.constantFrom<Block>({ kind: "task" }, { kind: "service" }, { kind: "catch" });
  return fc.letrec<{ block: Block }>((tie) => {
    const block = tie("block");
    const several = fc.array(block, { minLength: 1, maxLength: 3 });
    const kinds: fc.Arbitrary<Block>[] = [
      fc.record({ kind: fc.constant("sequence" as const), blocks: several }),
      fc.record({ kind: fc.constant("parallel" as const), blocks: several }),
      fc.record({ kind: fc.constant("choice" as const), blocks: several, chosen: fc.nat(2) }),
      fc.record({ kind: fc.constant("subProcess" as const), block }),
      fc.record({ kind: fc.constant("undone" as const), block, times: fc.nat(2) }),
      fc.record({
        kind: fc.constant("repeated" as const),
        block,
        times: fc.nat(3),
        isSequential: fc.boolean(),
      }),
    ];
    const guarded = fc.record({
      kind: fc.constant("guarded" as const),
      block,
      isInterrupting: fc.boolean(),
    });
    const evented = fc
      .record({
        kind: fc.constant("evented" as const),
        block,
        reaction: block,
        trigger: fc.constantFrom("timer", "escalation"),
        isInterrupting: fc.boolean(),
      })
      .map((drawn): Block => (drawn.trigger === "escalation" ? withEscalation(drawn) : drawn));
    return {
      block: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        ...(hasEvents ? [fc.constant<Block>({ kind: "escalation" })] : []),
        ...kinds,
        ...(hasEvents ? [guarded, evented] : []),
      ),
    };
  }).block;
}

/** What is caught is thrown: an event that can never happen is a fault of the model. */
function withEscalation<Evented extends { readonly block: Block }>(drawn: Evented): Evented {
  return { ...drawn, block: { kind: "sequence", blocks: [{ kind: "escalation" }, drawn.block] } };
}

/** The BPMN document of a process that consists of the block. */
export function documentOf(block: Block): string {
  const drawing = new Drawing();
  return document(drawing.scope(block));
}

/** Element id → number of visits when the block is run once and no event happens beside its ways. Ids are those of the document. */
export function visitsOf(block: Block): ReadonlyMap<string, number> {
  const drawing = new Drawing();
  drawing.scope(block);
  return drawing.visits;
}

/** A block in XML, and the elements where it begins and ends. */
interface Drawn {
  readonly xml: string;
  readonly entry: string;
  readonly exit: string;
}

/** Draws blocks as XML and counts on the way how often each element is run. */
class Drawing {
  readonly visits = new Map<string, number>();
  #lastId = 0;
  /** How often what is drawn now is run. */
  #factor = 1;

  /** Start event, block, end event. */
  scope(block: Block): string {
    const start = this.#id("start");
    const end = this.#id("end");
    const drawn = this.#draw(block);
    return `<startEvent id="${start}"/><endEvent id="${end}"/>${drawn.xml}${flows(`${start} -> ${drawn.entry}; ${drawn.exit} -> ${end}`)}`;
  }

  #id(kind: string): string {
    this.#lastId += 1;
    const id = `${kind}${String(this.#lastId)}`;
    if (this.#factor > 0) this.visits.set(id, this.#factor);
    return id;
  }

  #times<Result>(factor: number, draw: () => Result): Result {
    const before = this.#factor;
    this.#factor *= factor;
    const result = draw();
    this.#factor = before;
    return result;
  }

  #draw(block: Block): Drawn {
    switch (block.kind) {
      case "task": {
        const id = this.#id("task");
        return { xml: `<task id="${id}"/>`, entry: id, exit: id };
      }
      case "service": {
        const id = this.#id("service");
        return { xml: serviceTask(id), entry: id, exit: id };
      }
      case "catch": {
        const id = this.#id("catch");
        const xml = `<intermediateCatchEvent id="${id}">${after("PT1M")}</intermediateCatchEvent>`;
        return { xml, entry: id, exit: id };
      }
      case "escalation": {
        // Beside a way without it: what follows an escalation that interrupts would never happen.
        const entry = this.#id("split");
        const exit = this.#id("join");
        const id = this.#id("escalate");
        const gateways = `<exclusiveGateway id="${entry}"/><exclusiveGateway id="${exit}"/>`;
        const event = `<intermediateThrowEvent id="${id}">${escalationOf("LATE")}</intermediateThrowEvent>`;
        const ways = `${flow(entry, id, "true")}${flow(entry, exit, "false")}${flows(`${id} -> ${exit}`)}`;
        return { xml: `${gateways}${event}${ways}`, entry, exit };
      }
      case "sequence": {
        const drawn = block.blocks.map((inner) => this.#draw(inner));
        const links = drawn
          .slice(1)
          .map(({ entry }, index) => flows(`${drawn[index]?.exit ?? ""} -> ${entry}`));
        const xml = [...drawn.map((inner) => inner.xml), ...links].join("");
        return { xml, entry: drawn[0]?.entry ?? "", exit: drawn.at(-1)?.exit ?? "" };
      }
      case "parallel":
        return this.#gateways("parallelGateway", block.blocks, undefined);
      case "choice":
        return this.#gateways("exclusiveGateway", block.blocks, block.chosen % block.blocks.length);
      case "subProcess":
      case "guarded":
      case "evented":
      case "repeated":
        return this.#subProcess(block);
      case "undone":
        return this.#undone(block);
    }
  }

  #gateways(type: string, inner: readonly Block[], chosen: number | undefined): Drawn {
    const entry = this.#id("split");
    const exit = this.#id("join");
    const branches = inner.map((block, index) => {
      const drawn = this.#times(chosen === undefined || chosen === index ? 1 : 0, () =>
        this.#draw(block),
      );
      const condition = chosen === undefined ? undefined : String(chosen === index);
      return `${drawn.xml}${flow(entry, drawn.entry, condition)}${flows(`${drawn.exit} -> ${exit}`)}`;
    });
    return {
      xml: `<${type} id="${entry}"/><${type} id="${exit}"/>${branches.join("")}`,
      entry,
      exit,
    };
  }

  #eventSubProcess(block: Extract<Block, { kind: "evented" }>): string {
    const { reaction, trigger, isInterrupting } = block;
    const definition = trigger === "timer" ? after("PT1H") : escalationOf("LATE");
    return this.#times(0, () => {
      const id = this.#id("on");
      const content = this.scope(reaction).replace(
        /<startEvent id="(?<start>\w+)"\/>/u,
        `<startEvent id="$<start>" isInterrupting="${String(isInterrupting)}">${definition}</startEvent>`,
      );
      return `<subProcess id="${id}" triggeredByEvent="true">${content}</subProcess>`;
    });
  }

  /** A sub-process whose first step, in a sub-process of its own, has a handler; and the event that undoes it all. */
  #undone({ block, times }: Extract<Block, { kind: "undone" }>): Drawn {
    const id = this.#id("sub");
    const undo = this.#id("undo");
    if (this.#factor > 0 && times > 0) this.visits.set(id, this.#factor * (times + 1));
    const content = this.#times(Math.max(1, times), () => {
      const [start, inner, end] = [this.#id("start"), this.#id("sub"), this.#id("end")];
      const [innerStart, step, handler] = [
        this.#id("start"),
        this.#id("task"),
        this.#id("service"),
      ];
      const rest = this.#draw(block);
      const undone = `<startEvent id="${innerStart}"/><task id="${step}"/>${flows(`${innerStart} -> ${step}`)}
        <boundaryEvent id="on${step}" attachedToRef="${step}">${compensationOf()}</boundaryEvent>
        ${serviceTask(handler).replace("<serviceTask", '<serviceTask isForCompensation="true"')}${association(`on${step}`, handler)}`;
      return `<startEvent id="${start}"/><subProcess id="${inner}">${undone}</subProcess>${rest.xml}<endEvent id="${end}"/>
        ${flows(`${start} -> ${inner} -> ${rest.entry}; ${rest.exit} -> ${end}`)}`;
    });
    const loop = `<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${String(times)}</loopCardinality></multiInstanceLoopCharacteristics>`;
    const xml = `<subProcess id="${id}">${times > 0 ? loop : ""}${content}</subProcess>
      <intermediateThrowEvent id="${undo}">${compensationOf(id)}</intermediateThrowEvent>${flows(`${id} -> ${undo}`)}`;
    return { xml, entry: id, exit: undo };
  }

  #subProcess(
    block: Exclude<Extract<Block, { readonly block: Block }>, { kind: "undone" }>,
  ): Drawn {
    const id = this.#id("sub");
    if (block.kind !== "repeated") {
      const reaction = block.kind === "evented" ? this.#eventSubProcess(block) : "";
      const xml = `<subProcess id="${id}">${this.scope(block.block)}${reaction}</subProcess>`;
      if (block.kind !== "guarded") return { xml, entry: id, exit: id };
      const merge = this.#id("merge");
      const [event, end] = this.#times(0, () => [this.#id("event"), this.#id("end")] as const);
      const guard = boundary(event, id, after("PT1H"), block.isInterrupting);
      // A token that takes the place of another must reach the joins behind; one that is added must not.
      const way = block.isInterrupting
        ? flows(`${event} -> ${merge}`)
        : `<endEvent id="${end}"/>${flows(`${event} -> ${end}`)}`;
      const around = `<exclusiveGateway id="${merge}"/>${flows(`${id} -> ${merge}`)}`;
      return { xml: `${xml}${guard}${way}${around}`, entry: id, exit: merge };
    }
    const { times, isSequential } = block;
    // The body is a visit as well.
    if (this.#factor > 0) this.visits.set(id, this.#factor * (times + 1));
    const loop = extensions(
      `<zeebe:loopCharacteristics inputCollection="=for i in 1..${String(times)} return i" inputElement="i"/>`,
    );
    const collection = times === 0 ? loop.replace(/=for[^"]*/u, "=[]") : loop;
    const inner = this.#times(times, () => this.scope(block.block));
    const xml = `<subProcess id="${id}"><multiInstanceLoopCharacteristics isSequential="${String(isSequential)}">${collection}</multiInstanceLoopCharacteristics>${inner}</subProcess>`;
    return { xml, entry: id, exit: id };
  }
}
