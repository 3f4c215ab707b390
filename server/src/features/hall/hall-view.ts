/** The hall at a glance: who serves, who waits, which devices are there. */
import type { Viewer } from "../../authorisation/roles.ts";
import { dateOf } from "../../domain/working-calendar/local-date.ts";
import type { Platform } from "../../platform.ts";
import { hallOfViewer } from "./find-hall.ts";
import type { HallView } from "./hall.schema.ts";

const TICKET_STATES = {
  issued: "waiting",
  called: "called",
  serving: "serving",
  finished: "served",
  passed: "missed",
} as const;

/** @throws Problem NOT_FOUND */
export async function hallView({ database, clock }: Platform, viewer: Viewer): Promise<HallView> {
  const hall = await hallOfViewer(database, viewer);
  const [windows, tickets, devices] = await Promise.all([
    database.hallWindow.findMany({
      where: { hallId: hall.id },
      include: { clerk: { select: { name: true } } },
      orderBy: { id: "asc" },
    }),
    database.ticket.findMany({
      where: {
        hallId: hall.id,
        date: dateOf(clock.now()),
        state: { in: ["issued", "called", "serving"] },
      },
      include: { window: true, case: { include: { matterVersion: { select: { name: true } } } } },
      orderBy: [{ issuedAt: "asc" }, { number: "asc" }],
    }),
    database.device.findMany({ where: { hallId: hall.id }, orderBy: { id: "asc" } }),
  ]);
  const latestCalled = tickets.toSorted(
    (a, b) => (b.calledAt?.getTime() ?? 0) - (a.calledAt?.getTime() ?? 0),
  );
  return {
    id: hall.id,
    name: hall.name,
    waiting: tickets.filter(({ state }) => state === "issued").length,
    windows: windows.map(({ id, name, clerk }) => ({
      id,
      name,
      clerk: clerk?.name ?? null,
      currentTicket: latestCalled.find(({ windowId }) => windowId === id)?.number ?? null,
    })),
    queue: tickets.map((ticket) => ({
      id: ticket.id,
      number: ticket.number,
      state: TICKET_STATES[ticket.state as keyof typeof TICKET_STATES],
      windowName: ticket.window?.name ?? null,
      matterName: ticket.case?.matterVersion.name ?? null,
      issuedAt: ticket.issuedAt.toISOString(),
      calledAt: ticket.calledAt?.toISOString() ?? null,
    })),
    devices: devices.map(({ id, kind, name, state, lastSeenAt, alerts }) => ({
      id,
      kind: kind as HallView["devices"][number]["kind"],
      name,
      state: state as HallView["devices"][number]["state"],
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      alerts: alerts as string[],
    })),
  };
}
