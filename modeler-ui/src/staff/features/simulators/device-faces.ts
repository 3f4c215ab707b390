/** What stands on the faces of the simulated devices; anything unexpected reads as an empty face. */

/** A printed ticket in the tray, newest first. */
export interface PrintedTicket {
  readonly ticketNumber: string;
  readonly matterName: string;
  readonly waiting: number;
}

/** A call on the screen, newest first. */
export interface Call {
  readonly ticketNumber: string;
  readonly windowName: string;
}

/** A slot of the cabinet; the label is null while it is free. */
export interface Slot {
  readonly slot: string;
  readonly label: string | null;
}

type Face = Readonly<Record<string, unknown>>;

/** Tickets of a ticket machine. */
export function ticketsOf(face: Face): readonly PrintedTicket[] {
  return records(face["tickets"]).map((ticket) => ({
    ticketNumber: text(ticket["ticketNumber"]),
    matterName: text(ticket["matterName"]),
    waiting: count(ticket["waiting"]),
  }));
}

/** Calls of a display. */
export function callsOf(face: Face): { readonly calls: readonly Call[]; readonly waiting: number } {
  const calls = records(face["lines"]).map((line) => ({
    ticketNumber: text(line["ticketNumber"]),
    windowName: text(line["windowName"]),
  }));
  return { calls, waiting: count(face["waiting"]) };
}

/** Slots of a cabinet. */
export function slotsOf(face: Face): {
  readonly slots: readonly Slot[];
  readonly openedSlot: string | undefined;
} {
  const slots = records(face["slots"]).map((slot) => ({
    slot: text(slot["slot"]),
    label: typeof slot["label"] === "string" ? slot["label"] : null,
  }));
  return { slots, openedSlot: text(face["openedSlot"]) || undefined };
}

/** The question of an evaluator; undefined while it asks nothing. */
export function questionOf(
  face: Face,
): { readonly question: string; readonly tags: readonly string[] } | undefined {
  const question = text(face["question"]);
  if (question === "") return undefined;
  const tags = Array.isArray(face["tags"]) ? face["tags"] : [];
  return { question, tags: tags.filter((tag) => typeof tag === "string") };
}

function records(value: unknown): readonly Face[] {
  return Array.isArray(value)
    ? value.filter((one): one is Face => typeof one === "object" && one !== null)
    : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
