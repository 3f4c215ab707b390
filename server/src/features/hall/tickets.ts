/** Queue numbers: drawn for a job once, called to a window, counted. */
import type { Database, Prisma } from "@tongban/prisma";
import { dateOf } from "../../domain/working-calendar/local-date.ts";
import type { Platform } from "../../platform.ts";
import { nextTicketNumber } from "../cases/number-series.ts";
import { hallOfCase } from "./find-hall.ts";

/** A number as stored. */
export type Ticket = Prisma.TicketGetPayload<object>;

/** What a number may look like: on paper, on the screen, typed by a clerk. */
const NUMBER = /^[A-Z]\d{3}$/;

/** Draws the number of a job; the same job draws the same number however often it is tried. */
export function drawTicket(
  { runtime, clock }: Platform,
  { jobId, caseId }: { readonly jobId: string; readonly caseId: string },
): Promise<Ticket> {
  return runtime.transact(async ({ database, sql }) => {
    const known = await database.ticket.findUnique({ where: { jobId } });
    if (known !== null) return known;
    const hall = await hallOfCase(database, caseId);
    const booking = await database.booking.findFirst({ where: { caseId, state: "arrived" } });
    const ticket = await database.ticket.create({
      data: {
        ...(await freeNumber(database, hall.id, clock.now())),
        source: booking === null ? "walkIn" : "booking",
        caseId,
        bookingId: booking?.id ?? null,
        issuedAt: clock.date(),
        jobId,
      },
    });
    await runtime.notify(sql, { kind: "hall", id: hall.id });
    return ticket;
  });
}

/** The next number that nobody has: a clerk may have given one out by hand. */
async function freeNumber(
  database: Database,
  hallId: string,
  now: number,
): Promise<{ hallId: string; date: string; number: string }> {
  const date = dateOf(now);
  for (;;) {
    const number = await nextTicketNumber(database, hallId, date);
    const key = { hallId, date, number };
    if ((await database.ticket.findUnique({ where: { hallId_date_number: key } })) === null) {
      return key;
    }
  }
}

/** Who is called where. */
export interface Call {
  readonly caseId: string;
  /** The number that the process knows: drawn, or typed by a clerk while the machine was away. */
  readonly ticketNo: unknown;
  /** The window that the clerk stated. */
  readonly windowNo: string;
}

/** Marks the case's number as called to a window; calling again changes nothing. */
export function callTicket({ runtime, clock }: Platform, call: Call): Promise<Ticket> {
  return runtime.transact(async ({ database, sql }) => {
    const ticket = await ticketToCall(database, call, clock.now());
    const window = await database.hallWindow.findFirst({
      where: { id: call.windowNo, hallId: ticket.hallId },
    });
    const task = await database.workItem.findFirst({
      where: { caseId: call.caseId, node: "call", state: "completed" },
      orderBy: { endedAt: "desc" },
    });
    const called = await database.ticket.update({
      where: { id: ticket.id },
      data: {
        state: ticket.state === "issued" ? "called" : ticket.state,
        calledAt: ticket.calledAt ?? clock.date(),
        windowId: window?.id ?? null,
        clerkId: task?.completedById ?? null,
      },
    });
    await runtime.notify(sql, { kind: "hall", id: ticket.hallId });
    return called;
  });
}

/** The latest number of the case. What the clerk gave out by hand counts, unless somebody else has it today. */
async function ticketToCall(
  database: Database,
  { caseId, ticketNo }: Call,
  now: number,
): Promise<Ticket> {
  const latest = await database.ticket.findFirst({
    where: { caseId },
    orderBy: { issuedAt: "desc" },
  });
  const typed = typeof ticketNo === "string" && NUMBER.test(ticketNo) ? ticketNo : null;
  if (latest !== null && (typed === null || latest.number === typed)) return latest;
  const hallId = latest?.hallId ?? (await hallOfCase(database, caseId)).id;
  const date = latest?.date ?? dateOf(now);
  const holder =
    typed === null
      ? null
      : await database.ticket.findUnique({
          where: { hallId_date_number: { hallId, date, number: typed } },
        });
  if (holder?.caseId === caseId) return holder;
  if (latest !== null) {
    return holder === null && typed !== null
      ? database.ticket.update({ where: { id: latest.id }, data: { number: typed } })
      : latest;
  }
  const key =
    typed === null || holder !== null
      ? await freeNumber(database, hallId, now)
      : { hallId, date, number: typed };
  return database.ticket.create({
    data: { ...key, source: "walkIn", caseId, issuedAt: new Date(now) },
  });
}

/** How many wait before a number: drawn today, not called yet. */
export function countWaiting(
  database: Database,
  ticket: Pick<Ticket, "hallId" | "date" | "id">,
): Promise<number> {
  const { hallId, date, id } = ticket;
  return database.ticket.count({ where: { hallId, date, state: "issued", id: { not: id } } });
}
