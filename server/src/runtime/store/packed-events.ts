/**
 * The short form of a history entry. An element's life is four events which repeat its name, kind and ids; a variable and a flow
 * repeat the names of their fields: said once, ten script tasks are 1.4 kB instead of 9.6. `history_events` (migration
 * 20261130103000) says the events in full again (docs/adr/0021-a-history-that-says-things-once.md).
 */
import type {
  ElementLifecycleEvent,
  EngineEvent,
  SequenceFlowTaken,
  VariableSet,
} from "@tongban/engine";
import type { Json } from "@tongban/engine";

/** A letter for each part of an element's life. */
const LETTERS = {
  elementActivating: "a",
  elementActivated: "b",
  elementCompleting: "c",
  elementCompleted: "d",
  elementTerminating: "e",
  elementTerminated: "f",
} as const satisfies Record<ElementLifecycleEvent["type"], string>;

/** Element, kind, id, scope, letters; then the loop counter of a member. Ids are places in {@link PackedEvents.ids}. */
type Life = [string, string, number, number, string, number?];
type Packed = EngineEvent | Life | readonly [string, number, Json] | readonly [string, number];

/** What is stored. */
export interface PackedEvents {
  /** An id of the entry. */
  readonly base: string;
  /** What is to be added to it for each id; as text where a number would be rounded. */
  readonly ids: readonly (number | string)[];
  readonly events: readonly Packed[];
}

/** The events that have a short form, with all the fields that it knows: a field more is an error here. */
type Whole<Event, Fields extends string> =
  Exclude<keyof Event, Fields> extends never ? Event : never;
type Flow = Whole<SequenceFlowTaken, "type" | "flowId" | "scopeId">;
type Variable = Whole<VariableSet, "type" | "scopeId" | "name" | "value">;
type Lifecycle = Whole<
  ElementLifecycleEvent,
  | "type"
  | "elementId"
  | "elementInstanceId"
  | "elementKind"
  | "scopeId"
  | "loopCounter"
  | "properties"
>;

/** Packs the events of an entry; answers them as they are when none of them has a short form. */
export function packEvents(events: readonly EngineEvent[]): PackedEvents | readonly EngineEvent[] {
  const ids = new Ids();
  const packed: Packed[] = [];
  let life: { readonly of: Lifecycle; readonly packed: Life } | null = null;
  for (const event of events) {
    if (isLifecycle(event)) {
      if (life !== null && isSameLife(life.of, event)) {
        life.packed[4] += LETTERS[event.type];
        continue;
      }
      life = { of: event, packed: lifeOf(event, ids) };
      packed.push(life.packed);
      continue;
    }
    life = null;
    packed.push(shortened(event, ids));
  }
  return ids.base === null ? events : { base: ids.base, ids: ids.offsets, events: packed };
}

function shortened(event: EngineEvent, ids: Ids): Packed {
  if (event.type === "sequenceFlowTaken") return flowOf(event, ids);
  if (event.type === "variableSet") return variableOf(event, ids);
  return event;
}

function flowOf({ flowId, scopeId }: Flow, ids: Ids): Packed {
  return [flowId, ids.placeOf(scopeId)];
}

function variableOf({ scopeId, name, value }: Variable, ids: Ids): Packed {
  return [name, ids.placeOf(scopeId), value];
}

function lifeOf(event: Lifecycle, ids: Ids): Life {
  const { elementId, elementKind, elementInstanceId, scopeId, loopCounter } = event;
  const own = ids.placeOf(elementInstanceId);
  const life: Life = [elementId, elementKind, own, ids.placeOf(scopeId), LETTERS[event.type]];
  if (loopCounter !== undefined) life.push(loopCounter);
  return life;
}

/** With properties of its own an event is left as it is. */
function isLifecycle(event: EngineEvent): event is ElementLifecycleEvent {
  return event.type in LETTERS && (event as ElementLifecycleEvent).properties === undefined;
}

function isSameLife(one: Lifecycle, other: Lifecycle): boolean {
  return (
    one.elementInstanceId === other.elementInstanceId &&
    one.elementId === other.elementId &&
    one.elementKind === other.elementKind &&
    one.scopeId === other.scopeId &&
    one.loopCounter === other.loopCounter
  );
}

/** The ids of an entry, each once. They were made soon after each other, so that what they differ by is short. */
class Ids {
  readonly offsets: (number | string)[] = [];
  readonly #places = new Map<string, number>();
  #base: bigint | null = null;

  get base(): string | null {
    return this.#base === null ? null : String(this.#base);
  }

  placeOf(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.offsets.length;
    this.#places.set(id, place);
    this.#base ??= BigInt(id);
    const offset = BigInt(id) - this.#base;
    const short = Number(offset);
    this.offsets.push(Number.isSafeInteger(short) ? short : String(offset));
    return place;
  }
}
