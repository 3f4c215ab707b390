/**
 * People, hall, models and supervision as the API shows them: written after its contract until the
 * server's own description takes over.
 */
import type { Light } from "../design/light-mark.tsx";
import type { Stage } from "../design/stage-line.tsx";
import type { CaseStatus, ClockView } from "./case-views.ts";

/** A page of a list; the cursor is opaque, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** What a person may do; staff roles are held at an office. */
export type Role =
  | "citizen"
  | "window"
  | "inspector"
  | "reviewer"
  | "approver"
  | "supervisor"
  | "matterAdmin"
  | "analyst"
  | "hallManager"
  | "admin";

/** Who is signed in. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly kind: "citizen" | "staff";
  readonly roles: readonly Role[];
  readonly offices: readonly { readonly key: string; readonly name: string }[];
  readonly region: string;
  readonly csrfToken: string;
  readonly locale: string;
}

/** A hall device; alerts are sentences. */
export interface DeviceView {
  readonly id: string;
  readonly kind: "ticketMachine" | "display" | "cabinet" | "evaluator";
  readonly name: string;
  readonly state: "init" | "ready" | "sleeping" | "disconnected" | "lost" | "alert";
  readonly lastSeenAt: string | null;
  readonly alerts: readonly string[];
}

/** A drawn number. */
export interface TicketView {
  readonly id?: string;
  readonly number: string;
  readonly state: "waiting" | "called" | "serving" | "served" | "missed";
  readonly windowName?: string | null;
  readonly matterName?: string | null;
  readonly issuedAt: string;
  readonly calledAt?: string | null;
}

/** The hall at a glance. */
export interface HallView {
  readonly windows: readonly {
    readonly id: string;
    readonly name: string;
    readonly clerk?: string | null;
    readonly currentTicket?: string | null;
  }[];
  readonly queue: readonly TicketView[];
  readonly devices: readonly DeviceView[];
}

/** A simulated device; the shape of what stands on its face depends on the kind. */
export interface SimulatorView {
  readonly id: string;
  readonly kind: DeviceView["kind"];
  readonly name: string;
  readonly state: DeviceView["state"];
  readonly face: Readonly<Record<string, unknown>>;
}

/** A deployed process with its newest version. */
export interface ModelSummary {
  readonly processId: string;
  readonly name: string;
  readonly latestVersion: number;
  readonly versions: number;
  readonly runningInstances: number;
  readonly incidents: number;
}

/** One immutable version. */
export interface ModelVersion {
  readonly processId: string;
  readonly version: number;
  readonly deployedAt: string;
  readonly deployedBy?: string | null;
  readonly comment?: string | null;
  readonly runningInstances: number;
}

/** Tokens of one element over all instances of a version. */
export interface ElementStatistic {
  readonly elementId: string;
  readonly active: number;
  readonly completed: number;
  readonly incidents: number;
}

/** A case that runs on a version of a model. */
export interface ModelInstance {
  readonly processInstanceId: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly version?: number;
  readonly state: string;
  readonly startedAt: string;
  readonly activeElements?: readonly string[];
}

/** What the check of a model found. */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "hint";
  /** An error that a person may accept when deploying. */
  readonly isAcceptable?: boolean;
  readonly elementId?: string | null;
  readonly line?: number | null;
  readonly message: { readonly zh: string; readonly en: string };
  /** How it comes to that, step by step. */
  readonly trace?: FindingTrace;
}

/** What happens one after the other in a drawing, and where the tokens are then. */
export interface FindingTrace {
  readonly steps: readonly { readonly elementId: string; readonly flowIds: readonly string[] }[];
  readonly tokens: readonly { readonly elementId: string; readonly flowId: string | null }[];
}

/** A form or a decision, read only. */
export interface DeployedResource {
  readonly id: string;
  readonly name?: string | null;
  readonly version: number;
  readonly deployedAt: string;
}

/** Trouble that an operator can resolve after repair. */
export interface IncidentView {
  readonly id: string;
  readonly processInstanceId: string;
  readonly processId: string;
  readonly version?: number;
  readonly elementId: string;
  readonly elementName?: string | null;
  readonly caseId?: string | null;
  readonly caseNumber?: string | null;
  readonly code: string;
  readonly message: string;
  readonly messageEn?: string;
  readonly raisedAt: string;
  readonly state?: string;
}

/** One process instance, running or ended; lists are of element ids. */
export interface InstanceView {
  readonly processInstanceId: string;
  readonly processId: string;
  readonly processName: string;
  readonly version: number;
  readonly state: "active" | "completed" | "terminated";
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly incidents: readonly string[];
}

/** A variable's value as JSON, cut when it is long. */
export interface ShownValue {
  readonly json: string;
  readonly isTruncated: boolean;
}

/** One variable got one value. */
export interface VariableChange {
  readonly seq: number;
  readonly at: string;
  readonly name: string;
  /** The element that has it to itself; null: the process. */
  readonly scopeName: string | null;
  /** Null: covered. */
  readonly value: ShownValue | null;
  readonly before: "none" | "known" | "covered" | "unknown";
  readonly previous: ShownValue | null;
  readonly cause:
    | "start"
    | "job"
    | "userTask"
    | "message"
    | "signal"
    | "call"
    | "decision"
    | "element"
    | "outside";
  readonly elementId: string | null;
  readonly elementName: string | null;
  readonly by: string | null;
}

/** A page of changes; one before the last may be empty. */
export interface VariableHistory extends Page<VariableChange> {
  readonly isCovered: boolean;
}

/** What a batch operation does to each. */
export type OperationKind =
  | "resolveIncidents"
  | "migrateInstances"
  | "modifyInstances"
  | "cancelInstances";

/** An order for a batch operation: on which running instances, and what. */
export interface OperationOrder {
  readonly selection: {
    readonly processId: string;
    readonly version?: number;
    readonly elementId?: string;
  };
  readonly work:
    | { readonly kind: "resolveIncidents" | "cancelInstances" }
    | { readonly kind: "migrateInstances"; readonly version: number }
    | { readonly kind: "modifyInstances"; readonly from: string; readonly to: string };
}

/** What an order would do: how many, and the first of them tried without effect. */
export interface OperationPreview {
  readonly count: number;
  readonly sample: readonly {
    readonly processInstanceId: string;
    readonly caseNumber: string | null;
    readonly isPossible: boolean;
    readonly reasons: readonly {
      readonly elementId: string | null;
      readonly elementName: string | null;
      readonly message: string;
      readonly messageEn: string;
    }[];
  }[];
}

/** How far a batch operation is. */
export interface OperationView {
  readonly id: string;
  /** Deletion can only be begun over the process API. */
  readonly kind: OperationKind | "deleteInstances";
  readonly state: "active" | "suspended" | "completed" | "cancelled";
  readonly by: string;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** How it went with one instance or incident. */
export interface OperationItem {
  readonly itemId: string;
  readonly processInstanceId: string;
  readonly processId: string | null;
  readonly caseNumber: string | null;
  readonly state: "active" | "completed" | "failed" | "cancelled";
  readonly code: string | null;
  readonly message: string | null;
  readonly messageEn: string | null;
  readonly processedAt: string | null;
}

/** A live case as the supervisor sees it. */
export interface SupervisedCase {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly matterName: string;
  readonly officeName: string;
  readonly status: CaseStatus;
  readonly statusText?: string;
  readonly stage: Stage["key"] | null;
  readonly holder: { readonly name: string | null; readonly role: string } | null;
  readonly light: Light;
  readonly clocks: readonly ClockView[];
}

/** Counts of live cases. */
export interface SupervisionSummary {
  readonly byLight: Readonly<Partial<Record<Light, number>>>;
  readonly byStage: Readonly<Record<string, number>>;
}
