/**
 * What visitors do at devices, as messages to their processes. Every server hears every event; the row that an event changes
 * lets it count once.
 */
import { bookingScanned, pickedUp, rated } from "@tongban/devices";
import type { Database } from "@tongban/prisma";
import { dateOf } from "../../domain/working-calendar/local-date.ts";
import { Problem } from "../../errors.ts";
import type { HallDevices } from "../../infrastructure/hall-devices.ts";
import type { LifecyclePart } from "../../lifecycle.ts";
import type { Platform } from "../../platform.ts";
import { addToTimeline } from "../cases/case-timeline.ts";
import { type CaseStatus, isTerminal } from "../cases/case-status.ts";

/** A visitor may be quicker than the process: the message waits so long for it. */
const MESSAGE_LIFE_MS = 4 * 3_600_000;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Listens; as a part of the lifecycle it ends when everything heard is dealt with. */
export function deviceEvents(
  platform: Platform,
  devices: HallDevices,
  onError: (error: unknown) => void,
): LifecyclePart {
  const running = new Set<Promise<void>>();
  const take = (work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) => {
        // The device has no way to say it; whoever stands there asks at the desk.
        if (!(error instanceof Problem)) onError(error);
      })
      .finally(() => running.delete(done));
    running.add(done);
  };
  devices.onEvent(bookingScanned, ({ bookingCode }) => take(arrive(platform, bookingCode)));
  devices.onEvent(pickedUp, ({ pickupCode }, cabinetId) =>
    take(collect(platform, { pickupCode, cabinetId })),
  );
  devices.onEvent(rated, ({ reference, grade, tags }) =>
    take(rate(platform, { caseId: reference, grade, tags })),
  );
  return {
    start: async () => undefined,
    stop: async () => void (await Promise.all(running)),
  };
}

/** A booking as the ticket machine needs it. */
interface Arrival {
  readonly id: string;
  readonly caseId: string;
  readonly hallId: string;
}

/**
 * The booking of today behind a code.
 * @throws Problem BOOKING_CODE_UNKNOWN; BOOKING_NOT_OPEN when it was used, or the application is not handed in or over
 */
export async function findArrival(database: Database, code: string, now: number): Promise<Arrival> {
  const booking = await database.booking.findUnique({
    where: { code },
    include: { case: { select: { status: true } } },
  });
  if (booking === null || booking.date !== dateOf(now) || booking.state === "cancelled") {
    throw new Problem("BOOKING_CODE_UNKNOWN");
  }
  if (booking.state !== "booked" || isTerminal(booking.case.status as CaseStatus)) {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: "这个预约码已使用，或办件已结束。",
      detailEn: "This booking code was used already, or the case is over.",
    });
  }
  if (booking.case.status === "draft") {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: "申请还没有提交，请先在手机上提交申请再取号。",
      detailEn: "The application is not handed in yet. Submit it first, then take a number.",
    });
  }
  return booking;
}

/**
 * A booking code was scanned, or shown to a clerk: its process goes on with hall.arrived.
 * @throws Problem as {@link findArrival}
 */
export async function arrive({ runtime, clock }: Platform, code: string): Promise<void> {
  const now = clock.now();
  await runtime.transact(async ({ database, sql }) => {
    const { id, caseId, hallId } = await findArrival(database, code, now);
    const { count } = await database.booking.updateMany({
      where: { id, state: "booked" },
      data: { state: "arrived" },
    });
    if (count === 0) return;
    await addToTimeline(database, {
      caseId,
      at: now,
      kind: "booking.arrived",
      title: "扫预约码到场",
      titleEn: "Arrived at the hall",
    });
    await runtime.executeIn(sql, {
      type: "publishMessage",
      name: "hall.arrived",
      correlationKey: caseId,
      variables: {},
      timeToLiveMs: MESSAGE_LIFE_MS,
      messageId: `arrived/${id}`,
    });
    await runtime.notify(sql, { kind: "case", id: caseId });
    await runtime.notify(sql, { kind: "hall", id: hallId });
  });
}

/** A slot was emptied with its code: delivery.picked. */
async function collect(
  { runtime, clock }: Platform,
  { pickupCode, cabinetId }: { readonly pickupCode: string; readonly cabinetId: string },
): Promise<void> {
  const now = clock.now();
  await runtime.transact(async ({ database, sql }) => {
    const delivery = await database.delivery.findFirst({
      where: { cabinetId, pickupCode, state: "deposited" },
    });
    if (delivery === null) return;
    const { caseId } = delivery;
    const { count } = await database.delivery.updateMany({
      where: { caseId, state: "deposited" },
      data: { state: "delivered", deliveredAt: new Date(now) },
    });
    if (count === 0) return;
    await addToTimeline(database, {
      caseId,
      at: now,
      kind: "delivery.picked",
      title: "已从取件柜取走",
      titleEn: "Collected from the pickup cabinet",
    });
    await runtime.executeIn(sql, {
      type: "publishMessage",
      name: "delivery.picked",
      correlationKey: caseId,
      variables: {},
      timeToLiveMs: MESSAGE_LIFE_MS,
      messageId: `picked/${caseId}`,
    });
    await runtime.notify(sql, { kind: "case", id: caseId });
  });
}

/** The visitor tapped a grade: the rating is kept, once, and case.evaluated follows. */
async function rate(
  { runtime, clock }: Platform,
  rating: { readonly caseId: string; readonly grade: number; readonly tags: readonly string[] },
): Promise<void> {
  const { caseId, grade, tags } = rating;
  if (!UUID.test(caseId)) return;
  const now = clock.now();
  await runtime.transact(async ({ database, sql }) => {
    const found = await database.case.findUnique({ where: { id: caseId } });
    if (found?.status !== "closed") return;
    const { count } = await database.evaluation.createMany({
      data: { caseId, channel: "evaluator", grade, tags: [...tags], ratedAt: new Date(now) },
      skipDuplicates: true,
    });
    if (count === 0) return;
    await addToTimeline(database, {
      caseId,
      at: now,
      kind: "case.evaluated",
      title: "申请人已在窗口评价",
      titleEn: "Rated by the applicant at the window",
    });
    await runtime.executeIn(sql, {
      type: "publishMessage",
      name: "case.evaluated",
      correlationKey: caseId,
      variables: {},
      timeToLiveMs: MESSAGE_LIFE_MS,
      messageId: `evaluated/${caseId}`,
    });
    await runtime.notify(sql, { kind: "case", id: caseId });
  });
}
