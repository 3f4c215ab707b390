/**
 * The ledger: every execution rule of BPMN 2.0.2 chapter 13 and of the zeebe dialect that this engine knows of, with the
 * scenario that proves it, or the reason why it is refused. It is generated into docs/conformance.md; ledger.test.ts fails
 * on a row without proof or reason, on a proof that does not exist, and on a kind or trigger without a row.
 */

/** A rule that the engine follows; `deviation` says where it goes its own way. */
export interface SupportedRule {
  readonly rule: string;
  /** Section of BPMN 2.0.2, or the zeebe extension. */
  readonly clause: string;
  /** Element kinds and triggers that the rule is about. */
  readonly about: readonly string[];
  /** Test file below engine/src, and the title of the scenario in it. */
  readonly file: string;
  readonly scenario: string;
  readonly deviation?: string;
}

/** What deployment refuses, with a finding; nothing of it is ever skipped silently. */
export interface RefusedRule {
  readonly rule: string;
  readonly clause: string;
  readonly reason: string;
}

const activities = "elements/activities/activities.test.ts";
const repeated = "elements/activities/multi-instance-body.test.ts";
const sub = "elements/activities/sub-process.test.ts";
const call = "elements/activities/call-activity.test.ts";
const boundary = "elements/events/boundary-event.test.ts";
const events = "elements/events/events.test.ts";

/** See the file's head. */
export const supported: readonly SupportedRule[] = [
  row(
    "A process completes with its last token",
    "§13.5.6",
    ["process"],
    "random-process.property.test.ts",
    "no token is lost or doubled: every element completes as often as the structure says",
  ),
  row(
    "None start event",
    "§13.5.1",
    ["startEvent", "none"],
    events,
    "the none start event starts unless another is named",
  ),
  row(
    "Message start event",
    "§13.5.1",
    ["startEvent", "message"],
    events,
    "a message starts at its own event, which maps its variables",
  ),
  row(
    "Timer start event",
    "§13.5.1",
    ["startEvent", "timer"],
    events,
    "a timer starts at its own event",
  ),
  row(
    "Conditional flows out of an activity",
    "§13.2.1",
    ["task"],
    activities,
    "a flow with a condition leaves an activity only if it holds; what is mapped once stays mapped once",
    "taking none of several conditional flows is an incident",
  ),
  row(
    "Undefined and manual task, none throw event",
    "§13.3.3",
    ["task", "manualTask", "intermediateThrowEvent"],
    events,
    "a none throw event and an undefined task let the token through",
  ),
  row(
    "Service task",
    "§13.3.3",
    ["serviceTask"],
    activities,
    "a service task completes with its job",
  ),
  row(
    "Retries of a job",
    "zeebe:taskDefinition",
    ["serviceTask"],
    activities,
    "a job without retries is an incident; resolving it gives the job another go",
  ),
  row("Send task", "§13.3.3", ["sendTask"], activities, "type and retries may be expressions"),
  row(
    "User task",
    "§13.3.3",
    ["userTask"],
    activities,
    "a user task is done by whom it is assigned to",
  ),
  row(
    "Script task (FEEL)",
    "§13.3.3",
    ["scriptTask"],
    activities,
    "a script task puts its result into a variable",
  ),
  row(
    "Receive task",
    "§13.3.3",
    ["receiveTask"],
    activities,
    "a receive task waits for its message",
  ),
  row(
    "Business rule task (DMN)",
    "§13.3.3",
    ["businessRuleTask"],
    "elements/activities/business-rule-task.test.ts",
    "a business rule task puts the result of its decision into a variable",
  ),
  row(
    "Input and output mappings",
    "zeebe:ioMapping",
    ["serviceTask"],
    activities,
    "inputs are local and seen in turn, outputs are set outside, and nothing else comes out",
  ),
  row(
    "Results without output mappings",
    "zeebe:ioMapping",
    ["serviceTask"],
    activities,
    "without outputs a result goes where its name is visible, else to the process",
  ),
  row(
    "Embedded sub-process",
    "§13.3.4",
    ["subProcess"],
    sub,
    "a sub-process completes with its last token",
  ),
  row(
    "Scope of variables",
    "§13.3.4",
    ["subProcess"],
    sub,
    "a sub-process is a scope with variables of its own",
  ),
  row(
    "Call activity",
    "§13.3.5",
    ["callActivity"],
    call,
    "a called process is an instance of its own whose variables come back",
  ),
  row(
    "Variables of a call",
    "zeebe:calledElement",
    ["callActivity"],
    call,
    "only mapped variables go down and come up when propagation is off",
  ),
  row(
    "Error out of a called process",
    "§13.5.1",
    ["callActivity", "error"],
    call,
    "an error of the called process is caught on the call activity",
  ),
  row(
    "Parallel multi-instance",
    "§13.3.7",
    ["multiInstanceBody"],
    repeated,
    "parallel members run at once and outputs keep the order of inputs",
  ),
  row(
    "Sequential multi-instance",
    "§13.3.7",
    ["multiInstanceBody"],
    repeated,
    "sequential members run one after the other",
  ),
  row(
    "Completion condition",
    "§13.3.7",
    ["multiInstanceBody"],
    repeated,
    "the members that are left are given up when the completion condition holds",
  ),
  row(
    "Cardinality",
    "§13.3.7",
    ["multiInstanceBody"],
    repeated,
    "a cardinality repeats without a collection",
  ),
  row(
    "Boundary events of a multi-instance",
    "§13.3.7",
    ["multiInstanceBody", "boundaryEvent"],
    repeated,
    "boundary events guard all members together",
  ),
  row(
    "Exclusive gateway: choice",
    "§13.4.2",
    ["exclusiveGateway"],
    "elements/gateways/exclusive-gateway.test.ts",
    "first true condition wins, else default",
    "a condition that is neither true nor false is an incident, not false",
  ),
  row(
    "Exclusive gateway: no way out",
    "§13.4.2",
    ["exclusiveGateway"],
    "elements/gateways/exclusive-gateway.test.ts",
    "no flow to take is an incident",
  ),
  row(
    "Exclusive gateway: merge",
    "§13.4.2",
    ["exclusiveGateway"],
    "elements/gateways/exclusive-gateway.test.ts",
    "every token passes for itself",
  ),
  row(
    "Parallel gateway",
    "§13.4.1",
    ["parallelGateway"],
    "elements/gateways/parallel-gateway.test.ts",
    "splits to all, joins one token from each",
  ),
  row(
    "Parallel gateway: surplus tokens",
    "§13.4.1",
    ["parallelGateway"],
    "elements/gateways/parallel-gateway.test.ts",
    "a second token on the same flow waits for the next round",
  ),
  row(
    "Event-based gateway",
    "§13.4.4",
    ["eventBasedGateway"],
    "elements/gateways/event-based-gateway.test.ts",
    "the first event takes the token and the others are given up",
  ),
  row(
    "Timer catch event",
    "§13.5.2",
    ["intermediateCatchEvent", "timer"],
    events,
    "a timer catch event waits for its instant",
  ),
  row(
    "Message catch event",
    "§13.5.2",
    ["intermediateCatchEvent", "message"],
    events,
    "a message catch event waits for its message",
  ),
  row(
    "Message throw and end event",
    "zeebe:taskDefinition",
    ["intermediateThrowEvent", "endEvent", "message"],
    events,
    "a message that is thrown is a job for the worker that sends it",
  ),
  row("Link", "§10.5.5", ["link"], events, "a link jumps to the catch event of its name"),
  row(
    "Interrupting timer boundary event",
    "§13.5.3",
    ["boundaryEvent", "timer"],
    boundary,
    "an interrupting timer gives the activity up",
  ),
  row(
    "Non-interrupting timer boundary event",
    "§13.5.3",
    ["boundaryEvent", "timer"],
    boundary,
    "a non-interrupting timer adds a token, a cycle one each time",
  ),
  row(
    "Interrupting message boundary event",
    "§13.5.3",
    ["boundaryEvent", "message"],
    boundary,
    "an interrupting message brings its variables",
  ),
  row(
    "Non-interrupting message boundary event",
    "§13.5.3",
    ["boundaryEvent", "message"],
    boundary,
    "a non-interrupting message may come again",
  ),
  row(
    "Error boundary event",
    "§13.5.1",
    ["boundaryEvent", "error"],
    boundary,
    "an error of the same code is caught",
    "an error that nobody catches is an incident where it was thrown",
  ),
  row(
    "Choice among error events",
    "§13.5.1",
    ["boundaryEvent", "error"],
    boundary,
    "this very code goes before an event that catches all",
    "the standard leaves the order open",
  ),
  row(
    "Way of an error",
    "§13.5.1",
    ["error"],
    boundary,
    "an error goes outwards to the nearest event that catches it, and all inside is given up",
  ),
  row(
    "Terminate end event",
    "§13.5.6",
    ["endEvent", "terminate"],
    events,
    "terminate ends its own scope with all that runs or waits in it, and nothing else",
  ),
  row(
    "Error end event",
    "§13.5.6",
    ["endEvent", "error"],
    events,
    "an error end event that nobody catches is an incident and gives nothing up",
  ),
  row(
    "A loop without a wait is bounded",
    "limits",
    ["process"],
    "elements/gateways/exclusive-gateway.test.ts",
    "a loop without a wait is stopped by an incident and goes on when that is resolved",
  ),
];

/** See the file's head. */
export const refused: readonly RefusedRule[] = [
  refusal("Inclusive gateway", "§13.4.3"),
  refusal("Complex gateway", "§13.4.5"),
  refusal("Instantiating event-based gateway and receive task", "§13.4.4"),
  refusal("Signal, escalation, conditional, compensation, cancel, multiple events", "§13.5"),
  refusal("Event sub-process", "§13.5.4"),
  refusal("Transaction and ad-hoc sub-process", "§13.3.4"),
  refusal("Compensation", "§13.5.5"),
  refusal("Standard loop", "§13.3.6"),
  refusal("Event behaviour of a multi-instance (none, one, complex)", "§13.3.7"),
  refusal("Execution and task listeners", "zeebe:executionListeners"),
  {
    rule: "Activity without incoming flow as implicit start",
    clause: "§13.1",
    reason:
      "It is far more often a forgotten flow than an intention, so it is a finding (UNREACHABLE).",
  },
];

/** The ledger as the document docs/conformance.md. */
export function conformanceDocument(): string {
  const proven = supported.map(
    (rule) =>
      `| ${rule.rule} | ${rule.clause} | ${rule.scenario} (\`${rule.file}\`) | ${rule.deviation ?? ""} |`,
  );
  const missing = refused.map((rule) => `| ${rule.rule} | ${rule.clause} | ${rule.reason} |`);
  return [
    "# Conformance",
    "",
    "Generated from `engine/src/ledger.ts` by its test (`vitest run engine/src/ledger.test.ts -u`); do not edit.",
    "",
    `## Supported: ${String(supported.length)} rules, each with its scenario`,
    "",
    "| Rule | Clause | Proof, below `engine/src` | Deviation |",
    "| --- | --- | --- | --- |",
    ...proven,
    "",
    "## Refused at deployment",
    "",
    "| Rule | Clause | Reason |",
    "| --- | --- | --- |",
    ...missing,
    "",
  ].join("\n");
}

function row(
  rule: string,
  clause: string,
  about: readonly string[],
  file: string,
  scenario: string,
  deviation?: string,
): SupportedRule {
  return {
    rule,
    clause,
    about,
    file,
    scenario,
    ...(deviation === undefined ? undefined : { deviation }),
  };
}

function refusal(rule: string, clause: string): RefusedRule {
  return { rule, clause, reason: "Not built yet; refused with the finding NOT_SUPPORTED." };
}
