/**
 * Commands to *other* instances. The host carries them out in the same transaction as the events of the command that
 * caused them, so no call is lost and none is made twice.
 */
import type {
  CallingElement,
  CancelInstance,
  EndCalledProcess,
  EscalateFromCalledProcess,
} from "./commands.ts";
import type { Binding } from "./context.ts";
import type { ProcessInstanceId } from "./ids.ts";
import type { Variables } from "./json.ts";

/**
 * Create an instance of another process under the given id, unless `parent.elementInstanceId` has ended meanwhile: what follows
 * from one call may end another one before its turn comes (BPMN 2.0.2 §13.5.3: what is interrupted starts nothing). When the process is not deployed, the host answers the
 * parent with `raiseIncident` (`CALLED_PROCESS_NOT_FOUND`) on `parent.elementInstanceId`.
 */
export interface StartCalledProcess {
  readonly type: "startCalledProcess";
  readonly calledProcessInstanceId: ProcessInstanceId;
  readonly processId: string;
  readonly binding: Binding;
  readonly variables: Variables;
  readonly parent: CallingElement;
  readonly rootProcessInstanceId: ProcessInstanceId;
  /** The caller's business key, which the called process inherits. */
  readonly businessKey?: string | undefined;
}

/** Tell the calling instance how this one ended, or what it escalates. */
export interface NotifyParent {
  readonly type: "notifyParent";
  readonly processInstanceId: ProcessInstanceId;
  readonly command: EndCalledProcess | EscalateFromCalledProcess;
}

/** Cancel an instance that this one had called. It may have ended already, or never have begun; then there is nothing to do. */
export interface CancelCalledProcess {
  readonly type: "cancelCalledProcess";
  readonly processInstanceId: ProcessInstanceId;
  readonly command: CancelInstance;
}

/**
 * Tell everyone else who waits for the signal now: `receiveSignal` to each open subscription of every other instance (in this one
 * it has been heard already), and a new instance for every start event of the latest versions that waits for it.
 */
export interface BroadcastSignal {
  readonly type: "broadcastSignal";
  readonly signalName: string;
  readonly variables: Variables;
}

/**
 * Bring the message to who waits for its name and key, once for each process, and to message start events of the latest
 * versions; keep it for who comes later. Without a key it can only start processes.
 */
export interface PublishMessage {
  readonly type: "publishMessage";
  readonly messageName: string;
  /** Empty without one. */
  readonly correlationKey: string;
  readonly variables: Variables;
}

/** Every follow-up. */
export type FollowUp =
  | StartCalledProcess
  | NotifyParent
  | CancelCalledProcess
  | BroadcastSignal
  | PublishMessage;
