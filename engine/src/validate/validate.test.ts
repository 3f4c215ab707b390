import { expect, test } from "vitest";
import {
  after,
  boundary,
  document,
  errorOf,
  escalationOf,
  every,
  extensions,
  flow,
  flows,
  messageOf,
  serviceTask,
} from "../../testing/document.ts";
import { sketch } from "../../testing/sketch.ts";
import { parseProcesses } from "../parse-processes.ts";

const good = `<startEvent id="start"/> <task id="a"/> <endEvent id="end"/> ${flows("start -> a -> end")}`;
const main = (content: string): string =>
  document(`<startEvent id="start"/> <endEvent id="end"/> ${content}`);

async function findings(xml: string): Promise<string[]> {
  const parsed = await parseProcesses(xml);
  return parsed.ok
    ? []
    : parsed.findings.map(({ code, elementId = "" }) => `${code} ${elementId}`).toSorted();
}

test("a good model has no findings", async () => {
  expect(await findings(document(good))).toEqual([]);
});

test.each<[string, string, string[]]>([
  ["no start event", document('<endEvent id="end"/>'), ["START_EVENT_MISSING main"]],
  [
    "two none start events",
    document(`${good}<startEvent id="s2"/>${flows("s2 -> a")}`),
    ["START_EVENT_AMBIGUOUS main"],
  ],
  [
    "a sub-process without start",
    main(`<subProcess id="sub"><endEvent id="e"/></subProcess>${flows("start -> sub -> end")}`),
    ["START_EVENT_MISSING sub"],
  ],
  [
    "nothing executable",
    document(good).replace('isExecutable="true"', ""),
    ["NO_EXECUTABLE_PROCESS "],
  ],
  ["an element that is not reached", document(`${good}<task id="b"/>`), ["UNREACHABLE b"]],
  ["a double id", document(`${good}<task id="a"/>`), ["ID_DUPLICATE a"]],
  [
    "a flow to nowhere",
    document(`${good}${flows("a -> nobody")}`),
    ["FLOW_NOT_CONNECTED a_nobody", "REFERENCE_UNRESOLVED a_nobody"],
  ],
  [
    "a flow across a scope",
    main(
      `<subProcess id="sub"><startEvent id="s"/><task id="a"/>${flows("s -> a")}</subProcess>${flows("start -> sub -> end; sub -> a")}`,
    ),
    ["FLOW_CROSSES_SCOPE sub_a"],
  ],
  [
    "a flow into a start event",
    document(`${good}${flows("a -> start")}`),
    ["FLOW_NOT_ALLOWED start"],
  ],
  ["a flow out of an end event", document(`${good}${flows("end -> a")}`), ["FLOW_NOT_ALLOWED end"]],
  [
    "a complex join without an activation condition",
    main(`<complexGateway id="c"/><task id="a"/>${flows("start -> c -> end; start -> a -> c")}`),
    ["ACTIVATION_CONDITION_MISSING c"],
  ],
  [
    "an event sub-process without an event",
    main(
      `${flows("start -> end")}<subProcess id="sub" triggeredByEvent="true"><startEvent id="s"/></subProcess>`,
    ),
    ["EVENT_NOT_ALLOWED s"],
  ],
  [
    "an event sub-process with two start events",
    main(
      `${flows("start -> end")}<subProcess id="sub" triggeredByEvent="true"><startEvent id="s">${errorOf("E")}</startEvent><startEvent id="t">${errorOf()}</startEvent></subProcess>`,
    ),
    ["EVENT_SUB_PROCESS_START sub"],
  ],
  [
    "flows, repetition and boundary events of an event sub-process",
    main(
      `<subProcess id="sub" triggeredByEvent="true"><standardLoopCharacteristics/><startEvent id="s">${errorOf()}</startEvent></subProcess>${flows("start -> sub -> end")}${boundary("b", "sub", errorOf())}`,
    ),
    ["BOUNDARY_EVENT_NOT_ATTACHED b", "EVENT_SUB_PROCESS_REPEATED sub", "FLOW_NOT_ALLOWED sub"],
  ],
  [
    "errors and cycles that do not fit the start of an event sub-process",
    main(
      `${flows("start -> end")}<subProcess id="sub" triggeredByEvent="true"><startEvent id="s" isInterrupting="false">${errorOf()}</startEvent></subProcess><subProcess id="sub2" triggeredByEvent="true"><startEvent id="t">${every("R/PT1H")}</startEvent></subProcess>`,
    ),
    ["ERROR_EVENT_NOT_INTERRUPTING s", "TIMER_CYCLE_NOT_ALLOWED t"],
  ],
  [
    "a loop without condition and maximum",
    main(`<task id="a"><standardLoopCharacteristics/></task>${flows("start -> a -> end")}`),
    ["LOOP_UNBOUNDED a"],
  ],
  [
    "a signal without a name",
    main(
      `<intermediateThrowEvent id="e"><signalEventDefinition/></intermediateThrowEvent>${flows("start -> e -> end")}`,
    ),
    ["SIGNAL_MISSING e"],
  ],
  [
    "a signal whose name is an expression at the start of a process",
    document(
      `<startEvent id="s"><signalEventDefinition signalRef="=n"/></startEvent> <endEvent id="end"/> ${flows("s -> end")}`,
    ).replaceAll("-=n", "-n"),
    ["SIGNAL_NAME_NOT_STATIC s"],
  ],
  [
    "a timer that is thrown",
    main(
      `<intermediateThrowEvent id="e">${after("PT1S")}</intermediateThrowEvent>${flows("start -> e -> end")}`,
    ),
    ["EVENT_NOT_ALLOWED e"],
  ],
  [
    "escalations that are not named or have no code",
    main(
      `<intermediateThrowEvent id="e"><escalationEventDefinition/></intermediateThrowEvent>${flows("start -> e -> end")}`,
    ),
    ["ESCALATION_REFERENCE_MISSING e"],
  ],
  [
    "an escalation that starts a process",
    document(
      `<startEvent id="s">${escalationOf("E")}</startEvent> <endEvent id="end"/> ${flows("s -> end")}`,
    ),
    ["EVENT_NOT_ALLOWED s"],
  ],
  [
    "a start timer in a sub-process",
    main(
      `<subProcess id="sub"><startEvent id="s"/><startEvent id="t">${after("PT1S")}</startEvent></subProcess>${flows("start -> sub -> end")}`,
    ),
    ["EVENT_NOT_ALLOWED t"],
  ],
  [
    "a conditional event without condition, and a filter of other events",
    main(
      `<intermediateCatchEvent id="e"><conditionalEventDefinition>${extensions('<zeebe:conditionalFilter variableEvents="delete"/>')}</conditionalEventDefinition></intermediateCatchEvent>${flows("start -> e -> end")}`,
    ),
    ["CONDITION_MISSING e", "VARIABLE_EVENTS_INVALID e"],
  ],
  [
    "parts that a multiple event cannot have",
    sketch(`
      start -> a:end.terminate|signal(x)
      start -> b:catch.timer(PT1H)&error
      start -> c:end.error(E)|message(m)
      d:start.message(m)&timer(PT1H) -> e
    `),
    [
      "EVENT_NOT_ALLOWED b",
      "MULTIPLE_PARTS_CONFLICT c",
      "MULTIPLE_PART_NOT_ALLOWED a",
      "MULTIPLE_PART_NOT_ALLOWED b",
      "MULTIPLE_PART_NOT_ALLOWED d",
    ],
  ],
  [
    "an event whose only definition stands elsewhere",
    document(
      `<intermediateCatchEvent id="e"><eventDefinitionRef>d</eventDefinitionRef></intermediateCatchEvent><startEvent id="start"/> <endEvent id="end"/>${flows("start -> e -> end")}`,
    ).replace(
      "<process",
      `${after("PT1H").replace("<timerEventDefinition", '<timerEventDefinition id="d"')}<process`,
    ),
    [],
  ],
  [
    "a listener for what listeners do not know",
    main(
      `<task id="a">${extensions('<zeebe:executionListeners><zeebe:executionListener eventType="cancel" type="x"/></zeebe:executionListeners>')}</task>${flows("start -> a -> end")}`,
    ),
    ["LISTENER_NOT_ALLOWED a"],
  ],
  [
    "a service task without type",
    main(`<serviceTask id="a"/>${flows("start -> a -> end")}`),
    ["JOB_TYPE_MISSING a"],
  ],
  [
    "a script task without script",
    main(`<scriptTask id="a"/>${flows("start -> a -> end")}`),
    ["SCRIPT_MISSING a"],
  ],
  [
    "a rule task without decision",
    main(`<businessRuleTask id="a"/>${flows("start -> a -> end")}`),
    ["DECISION_MISSING a"],
  ],
  [
    "a call to nothing",
    main(`<callActivity id="a"/>${flows("start -> a -> end")}`),
    ["CALLED_PROCESS_MISSING a"],
  ],
  [
    "a message that is not named",
    main(`<receiveTask id="a"/>${flows("start -> a -> end")}`),
    ["MESSAGE_MISSING a"],
  ],
  [
    "a message without key",
    main(`<receiveTask id="a" messageRef="m"/>${flows("start -> a -> end")}`).replace(
      'correlationKey="=key"',
      "",
    ),
    ["CORRELATION_KEY_MISSING a"],
  ],
  [
    "a timer that says nothing",
    main(
      `<intermediateCatchEvent id="e"><timerEventDefinition/></intermediateCatchEvent>${flows("start -> e -> end")}`,
    ),
    ["TIMER_NOT_STATED e"],
  ],
  [
    "a timer that is no time",
    main(
      `<intermediateCatchEvent id="e">${after("soon")}</intermediateCatchEvent>${flows("start -> e -> end")}`,
    ),
    ["TIMER_INVALID e"],
  ],
  [
    "a cycle that must be waited for once",
    main(
      `<intermediateCatchEvent id="e">${every("R/PT1S")}</intermediateCatchEvent>${flows("start -> e -> end")}`,
    ),
    ["TIMER_CYCLE_NOT_ALLOWED e"],
  ],
  [
    "a boundary event on a gateway",
    main(
      `<exclusiveGateway id="g"/>${boundary("b", "g", after("PT1S"))}${flows("start -> g -> end; b -> end")}`,
    ),
    ["BOUNDARY_EVENT_NOT_ATTACHED b"],
  ],
  [
    "an error event that does not interrupt",
    document(`${good}${boundary("b", "a", errorOf("E"), false)}${flows("b -> end")}`),
    ["ERROR_EVENT_NOT_INTERRUPTING b"],
  ],
  [
    "a none boundary event",
    document(`${good}${boundary("b", "a", "")}${flows("b -> end")}`),
    ["EVENT_NOT_ALLOWED b"],
  ],
  [
    "an error end without error",
    main(
      `<endEvent id="e"><errorEventDefinition/></endEvent>${flows("start -> e")}${flows("start -> end")}`,
    ),
    ["ERROR_REFERENCE_MISSING e"],
  ],
  [
    "an event gateway before a task",
    document(
      `${good}<eventBasedGateway id="g"/><intermediateCatchEvent id="e">${messageOf("m")}</intermediateCatchEvent><task id="b"/>${flows("a -> g -> e -> end; g -> b -> end")}`,
    ),
    ["EVENT_GATEWAY_TARGETS b"],
  ],
  [
    "an event gateway with one way",
    document(
      `${good}<eventBasedGateway id="g"/><intermediateCatchEvent id="e">${messageOf("m")}</intermediateCatchEvent>${flows("a -> g -> e -> end")}`,
    ),
    ["EVENT_GATEWAY_TARGETS g"],
  ],
  [
    "a choice without condition",
    document(
      `${good}<exclusiveGateway id="g"/><task id="b"/>${flow("g", "end", "x")}${flows("a -> g -> b -> end")}`,
    ),
    ["CONDITION_MISSING g_b"],
  ],
  [
    "a condition on a parallel flow",
    document(`${good}<parallelGateway id="g"/>${flow("g", "end", "x")}${flows("a -> g")}`),
    ["CONDITION_NOT_ALLOWED g_end"],
  ],
  [
    "a syntax error",
    main(`<task id="a"/>${flow("a", "end", "x >")}${flows("start -> a")}`),
    ["EXPRESSION_SYNTAX a_end"],
  ],
  [
    "a link without target",
    document(
      `${good}<intermediateThrowEvent id="l"><linkEventDefinition name="L"/></intermediateThrowEvent>${flows("a -> l")}`,
    ),
    ["LINK_WITHOUT_TARGET l"],
  ],
  [
    "a link without source",
    document(
      `${good}<intermediateCatchEvent id="l"><linkEventDefinition name="L"/></intermediateCatchEvent>${flows("l -> a")}`,
    ),
    ["LINK_WITHOUT_SOURCE l"],
  ],
  [
    "a mapping to no name",
    main(
      `${serviceTask("a", '<zeebe:ioMapping><zeebe:input source="=1" target="a b"/></zeebe:ioMapping>')}${flows("start -> a -> end")}`,
    ),
    ["MAPPING_TARGET_INVALID a"],
  ],
  [
    "a multi-instance over nothing",
    main(`<task id="a"><multiInstanceLoopCharacteristics/></task>${flows("start -> a -> end")}`),
    ["COLLECTION_MISSING a"],
  ],
  [
    "all at once",
    main(
      `<serviceTask id="a"/><scriptTask id="b"/><choreographyTask id="c"/>${flows("start -> a -> b -> end")}`,
    ),
    ["JOB_TYPE_MISSING a", "NOT_SUPPORTED c", "SCRIPT_MISSING b"],
  ],
])("%s is found", async (_title, xml, expected) => {
  expect(await findings(xml)).toEqual(expected);
});

test("every finding has a sentence in both languages", async () => {
  const parsed = await parseProcesses(
    main('<serviceTask id="a"/><scriptTask id="b"/><choreographyTask id="c"/>'),
  );
  const messages = parsed.ok ? [] : parsed.findings.map((finding) => finding.message);
  expect(messages.every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && en.length > 10)).toBe(true);
});
