/**
 * Who may do what: the one table of actions. A route names its action (`config.access`); a route that names none does not
 * start. Which *objects* an action reaches is decided by the scopes beside this file.
 */
import type { Role, Viewer } from "./roles.ts";

const HANDLERS = ["window", "inspector", "reviewer", "approver"] as const satisfies Role[];
const STAFF = [
  ...HANDLERS,
  "supervisor",
  "matterAdmin",
  "analyst",
  "hallManager",
  "admin",
] as const satisfies Role[];

/** Each action with the roles that may do it. */
export const ACTIONS = {
  /** Anyone who is logged in: own profile, log-out, live events. */
  "self.use": ["citizen", ...STAFF],
  "clock.advance": ["admin"],
  "audit.verify": ["supervisor", "admin"],
  /** Who looked at my data. */
  "audit.own": ["citizen"],
  "matter.checkOwn": ["citizen"],
  "case.apply": ["citizen"],
  /** Cases within the viewer's scope, with their documents and files. */
  "case.read": ["citizen", ...HANDLERS, "supervisor"],
  /** Where a case stands in its process, without personal data. */
  "case.diagram": ["citizen", ...HANDLERS, "supervisor", "analyst", "admin"],
  "task.work": HANDLERS,
  "hall.read": ["window", "hallManager", "supervisor", "admin"],
  "hall.manage": ["window", "hallManager"],
  "simulator.use": ["citizen", "window", "hallManager", "admin"],
  "model.read": ["analyst", "matterAdmin", "supervisor", "admin"],
  "model.deploy": ["analyst"],
  "incident.resolve": ["analyst", "admin"],
  /** A process instance; the values of its variables where the case behind it may be read (features/instances/reach-instance.ts). */
  "instance.read": ["supervisor", "analyst", "admin"],
  /** One operation on many instances. */
  "operation.run": ["analyst", "admin"],
  /** Other systems that are told what happens. */
  "webhook.manage": ["admin"],
  "supervision.read": ["supervisor"],
} as const satisfies Record<string, readonly Role[]>;

/** One of {@link ACTIONS}. */
export type Action = keyof typeof ACTIONS;

/** What a route asks for: an action, or that nobody in particular has to be there. */
export type Access = Action | "public";

/** Whether the viewer may do the action at all; deny by default. */
export function may(viewer: Viewer | null, action: Action): boolean {
  const roles: readonly Role[] = ACTIONS[action];
  return viewer !== null && viewer.grants.some((grant) => roles.includes(grant.role));
}
