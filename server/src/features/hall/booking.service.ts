/** Booking a visit 预约: within the quota however many book at once, one live visit for each case. */
import { randomInt } from "node:crypto";
import type { Database } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { SqlExecutor } from "../../runtime/index.ts";
import { dateOf } from "../../domain/working-calendar/local-date.ts";
import { findOwnCase, lockCase, type WholeCase } from "../cases/case-access.ts";
import type { CaseContext } from "../cases/case-context.ts";
import { addToTimeline } from "../cases/case-timeline.ts";
import { type BookingRules, takenVisits, visitSlots } from "./booking-slots.ts";
import { type Hall, hallOfOffice } from "./find-hall.ts";
import type { BookingSlots } from "./hall.schema.ts";

/** A visit that is asked for. */
export interface Visit {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly slot: string;
}

/** Without look-alikes: 0 O, 1 I L. */
const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH = 8;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Visits that were missed within this time count against the matter's limit. */
const NO_SHOW_MEMORY_DAYS = 90;
/** Visits that one person may have ahead, over all cases: nobody takes the hall's places away. */
const MOST_AHEAD = 5;
/** Office whose windows take cases in: the city's hall. */
const WINDOW_OFFICE = "zwj";

/** What can be booked on a day. @throws Problem NOT_FOUND */
export async function bookingSlots(
  context: CaseContext,
  { matterId, date }: { readonly matterId: string; readonly date: string },
): Promise<BookingSlots> {
  const { database } = context.platform;
  const { content } = await context.matters.current(matterId);
  const hall = await hallOfOffice(database, WINDOW_OFFICE);
  if (hall === null) throw new Problem("NOT_FOUND");
  const taken = await takenVisits(database, { hallId: hall.id, matterId, date });
  const slots = visitSlots(await rulesOf(context, content.booking), date, taken);
  const { id, name, address } = hall;
  return {
    date,
    hall: { id, name, address },
    slots: slots.map(({ slot, endsAt, remaining }) => ({ slot, endsAt, remaining })),
  };
}

async function rulesOf(
  { calendars, platform }: CaseContext,
  booking: BookingRules["booking"],
): Promise<BookingRules> {
  return { calendar: await calendars.current(), booking, now: platform.clock.now() };
}

/**
 * Books a visit; an earlier one of the case is given back.
 * @throws Problem BOOKING_NOT_OPEN, BOOKING_SLOT_UNKNOWN, BOOKING_SLOT_FULL
 */
export async function bookVisit(
  context: CaseContext,
  viewer: Viewer,
  caseId: string,
  visit: Visit,
): Promise<Visit & { bookingCode: string }> {
  const { runtime, clock, database: outside } = context.platform;
  const found = await findOwnCase(outside, viewer, caseId);
  const { content } = await context.matters.version(found.matterVersionId);
  const rules = await rulesOf(context, content.booking);
  const hall = await hallOfOffice(outside, found.windowOfficeKey);
  if (hall === null || !content.booking.supported) throw new Problem("BOOKING_NOT_OPEN");
  await refuseNoShows(outside, found, rules);
  const bookingCode = newCode();
  await runtime.transact(async ({ database, sql }) => {
    refuseClosed(await lockCase(database, caseId), visit);
    await refuseHoarding(database, sql, found, rules);
    const day = { hallId: hall.id, matterId: found.matterId, date: visit.date };
    // Who books the same day waits here, so that what is counted is what is left.
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", [
      `booking/${day.hallId}/${day.matterId}/${day.date}`,
    ]);
    await database.booking.updateMany({
      where: { caseId, state: "booked" },
      data: { state: "cancelled", cancelledAt: clock.date() },
    });
    const slots = visitSlots(rules, visit.date, await takenVisits(database, day));
    const chosen = slots.find(({ slot }) => slot === visit.slot);
    if (chosen === undefined) throw new Problem("BOOKING_SLOT_UNKNOWN");
    if (chosen.remaining === 0) throw new Problem("BOOKING_SLOT_FULL");
    await database.booking.create({
      data: {
        ...day,
        caseId,
        personId: found.applicantPersonId,
        slot: visit.slot,
        code: bookingCode,
        createdAt: clock.date(),
      },
    });
    await tell(context, database, viewer, caseId, {
      kind: "booking.booked",
      title: `预约 ${visit.date} ${visit.slot} 到${hall.name}办理`,
      titleEn: `Visit booked for ${visit.date} ${visit.slot}`,
    });
    await announce(context, sql, caseId, hall);
  });
  return { ...visit, bookingCode };
}

/**
 * Gives a visit back, up to some hours before it.
 * @throws Problem BOOKING_NOT_OPEN
 */
export async function cancelVisit(
  context: CaseContext,
  viewer: Viewer,
  caseId: string,
): Promise<void> {
  const { runtime, clock, database: outside } = context.platform;
  const found = await findOwnCase(outside, viewer, caseId);
  const [booking] = found.booking;
  const { content } = await context.matters.version(found.matterVersionId);
  if (booking?.state !== "booked") throw new Problem("BOOKING_NOT_OPEN");
  const hours = content.booking.cancelBeforeHours;
  if (clock.now() > startsAt(booking) - hours * HOUR_MS) {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: `距预约时间不足 ${hours} 小时，不能再取消。`,
      detailEn: `A visit can be cancelled up to ${hours} hours before it.`,
    });
  }
  await runtime.transact(async ({ database, sql }) => {
    const { count } = await database.booking.updateMany({
      where: { id: booking.id, state: "booked" },
      data: { state: "cancelled", cancelledAt: clock.date() },
    });
    if (count === 0) throw new Problem("BOOKING_NOT_OPEN");
    await tell(context, database, viewer, caseId, {
      kind: "booking.cancelled",
      title: "取消预约",
      titleEn: "Visit cancelled",
    });
    await announce(context, sql, caseId, { id: booking.hallId });
  });
}

/** A draft may be booked freely; after the submission a visit may only move forward: its process waits no longer than before. */
function refuseClosed(found: WholeCase, visit: Visit): void {
  if (found.channel !== "window") {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: "请先选择到大厅窗口办理。",
      detailEn: "Choose to be served at a window first.",
    });
  }
  if (found.status === "draft") return;
  const [booking] = found.booking;
  const isWaiting = ["submitted", "received"].includes(found.status) && booking?.state === "booked";
  if (!isWaiting) throw new Problem("BOOKING_NOT_OPEN");
  if (startsAt(visit) > startsAt(booking)) {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: "申请提交后只能改到更早的时段。",
      detailEn: "After the application is handed in, a visit can only be moved forward.",
    });
  }
}

async function refuseNoShows(
  database: Database,
  found: WholeCase,
  { booking, now }: BookingRules,
): Promise<void> {
  const missed = await database.booking.count({
    where: {
      personId: found.applicantPersonId,
      state: "noShow",
      createdAt: { gte: new Date(now - NO_SHOW_MEMORY_DAYS * DAY_MS) },
    },
  });
  if (booking.noShowLimit === 0 || missed < booking.noShowLimit) return;
  throw new Problem("BOOKING_NOT_OPEN", {
    detail: `您近 ${NO_SHOW_MEMORY_DAYS} 天内已 ${missed} 次预约未到，请改为网上办理或现场取号。`,
    detailEn: `You missed ${missed} visits in the last ${NO_SHOW_MEMORY_DAYS} days. Apply online or take a number at the hall.`,
  });
}

/** One person's bookings wait for each other here, so that many at once are counted too. */
async function refuseHoarding(
  database: Database,
  sql: SqlExecutor,
  { id, applicantPersonId }: WholeCase,
  { now }: BookingRules,
): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", [
    `visitor/${applicantPersonId}`,
  ]);
  const ahead = await database.booking.count({
    where: {
      personId: applicantPersonId,
      caseId: { not: id },
      state: "booked",
      date: { gte: dateOf(now) },
    },
  });
  if (ahead < MOST_AHEAD) return;
  throw new Problem("BOOKING_NOT_OPEN", {
    detail: `您已有 ${ahead} 个未到期的预约，请先办理或取消其中一个。`,
    detailEn: `You have ${ahead} visits ahead. Keep or cancel one of them first.`,
  });
}

function startsAt({ date, slot }: Visit): number {
  return Date.parse(`${date}T${slot}:00+08:00`);
}

function newCode(): string {
  return Array.from(
    { length: CODE_LENGTH },
    () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)],
  ).join("");
}

function tell(
  { platform }: CaseContext,
  database: Database,
  viewer: Viewer,
  caseId: string,
  entry: { readonly kind: string; readonly title: string; readonly titleEn: string },
): Promise<void> {
  const { name: byName, accountId: byId } = viewer;
  return addToTimeline(database, { ...entry, caseId, at: platform.clock.now(), byName, byId });
}

async function announce(
  { platform: { runtime } }: CaseContext,
  sql: SqlExecutor,
  caseId: string,
  hall: Pick<Hall, "id">,
): Promise<void> {
  await runtime.notify(sql, { kind: "case", id: caseId });
  await runtime.notify(sql, { kind: "hall", id: hall.id });
}
