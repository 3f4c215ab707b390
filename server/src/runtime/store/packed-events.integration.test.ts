/** The short form of the history's entries, written by the server and read in SQL. */
import type { EngineEvent } from "@tongban/engine";
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onPrisma, type SqlExecutor } from "../sql-executor.ts";
import { packEvents } from "./packed-events.ts";

let database: TestDatabase;
let prisma: PrismaClient;
let sql: SqlExecutor;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 1);
  sql = onPrisma(prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

/** What SQL makes of a stored entry. */
async function read(stored: unknown, lastSeq: number): Promise<{ seq: number; data: unknown }[]> {
  const rows = await sql.query<{ seq: number; data: string }>(
    "SELECT seq, data::text FROM history_events($1::int, $2::json) ORDER BY seq",
    [lastSeq, JSON.stringify(stored)],
  );
  return rows.map(({ seq, data }) => ({ seq, data: JSON.parse(data) as unknown }));
}

/** As JSON has it: without the fields that have no value. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const id = fc.oneof(
  fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
  fc.constantFrom("120817957465030657", "120817957465030658", "9223372036854775807", "1"),
);
const name = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .map((text) => text.replaceAll("\0", ""));
const types = [
  "elementActivating",
  "elementActivated",
  "elementCompleting",
  "elementCompleted",
  "elementTerminating",
  "elementTerminated",
];
const lives = fc
  .record({
    elementInstanceId: id,
    elementId: name,
    elementKind: fc.constantFrom("userTask", "process"),
    scopeId: id,
    loopCounter: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
    properties: fc.option(fc.dictionary(name, name, { maxKeys: 2 }), { nil: undefined, freq: 9 }),
    types: fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 4 }),
  })
  .map(({ types: all, ...life }) => all.map((type) => ({ type, ...life })));
const others = fc.oneof(
  fc.record({ type: fc.constant("sequenceFlowTaken"), flowId: name, scopeId: id }),
  fc.record({
    type: fc.constant("variableSet"),
    scopeId: id,
    name,
    value: fc.jsonValue({ stringUnit: "grapheme" }),
  }),
  fc.record({ type: fc.constant("jobCompleted"), jobId: id, elementId: name }),
);
const entries = fc
  .array(
    fc.oneof(
      lives,
      others.map((event) => [event]),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.flat() as unknown as EngineEvent[]);

test("what was written is read again, event for event and in its order", async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (events) => {
      const lastSeq = 1000 + events.length;
      const expected = events.map((event, place) => ({ seq: 1001 + place, data: plain(event) }));
      expect(await read(packEvents(events), lastSeq)).toEqual(expected);
      // As it was written before there was a short form.
      expect(await read(events, lastSeq)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("an element's life is told once", () => {
  const life = { elementInstanceId: "8", elementId: "ask", elementKind: "userTask", scopeId: "7" };
  const events = ["elementActivating", "elementActivated"].map((type) => ({ type, ...life }));
  expect(packEvents(events as EngineEvent[])).toEqual({
    base: "8",
    ids: [0, -1],
    events: [["ask", "userTask", 0, 1, "ab"]],
  });
});
