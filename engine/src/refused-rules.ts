/** The other side of the ledger: what of BPMN 2.0.2 and of the zeebe dialect is refused at deployment, and why. */

/** What deployment refuses, with a finding; nothing of it is ever skipped silently. */
export interface RefusedRule {
  readonly rule: string;
  readonly clause: string;
  readonly reason: string;
}

/** See the file's head. */
export const refused: readonly RefusedRule[] = [
  {
    rule: "Task listener at canceling",
    clause: "zeebe:taskListeners",
    reason:
      "BPMN 2.0.2 §13.3.2 terminates an activity at once when an event interrupts it; a listener that holds that up would keep the event from happening.",
  },
  {
    rule: "Repeated transaction that can be cancelled",
    clause: "§10.7, §13.3.7",
    reason:
      "A boundary event of a multi-instance activity belongs to all of its instances (§13.3.7), the cancel event to one transaction (§10.7): what cancelling one means for the others is undefined. A repeated sub-process around the transaction says it.",
  },
  {
    rule: "Timer cycle on a catch event or an interrupting boundary event",
    clause: "§10.5.5, §13.5.2",
    reason:
      "Such an event happens once (§13.5.2, §13.5.3); a cycle says when something happens again.",
  },
  {
    rule: "Error and message in one end event",
    clause: "§13.5.6",
    reason:
      "The error gives up its thrower at once (§13.5.6), with the message that a worker is still to send; a message event before it says the order.",
  },
  {
    rule: "Terminate, cancel or compensation as part of a multiple event",
    clause: "§10.5.5, §13.5.6",
    reason:
      "All consequences of the event are to occur (§10.5.5), but terminate and cancel end the event itself, and compensation is only over when all is undone; the order in which parts occur is undefined. An event for each says it.",
  },
  {
    rule: "Error or escalation as part of a parallel multiple event",
    clause: "§10.5.6",
    reason:
      "Who throws them is given up, or not, by whether they are caught (§10.5.6); an event that waits for other parts as well cannot say that.",
  },
  {
    rule: "Parallel multiple start event with other parts than messages",
    clause: "§13.4.4, §13.5.1",
    reason:
      "The parts that come later must find the instance that the first has begun (§13.4.4), and only messages are correlated with one.",
  },
  {
    rule: "Script in another language than FEEL",
    clause: "§10.3.3",
    reason:
      "The standard leaves it to the engine which formats it has (scriptFormat, §10.3.3); this one has FEEL, which is bounded and has no access to the outside.",
  },
];
