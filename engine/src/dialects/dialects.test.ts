import { describe, expect, test } from "vitest";
import { parseProcesses } from "../parse-processes.ts";
import {
  processVariables,
  runScenario,
  type ScenarioCase,
  type ScenarioOptions,
} from "../../testing/scenario.ts";
import { traceOf } from "../../testing/trace.ts";
import type { World } from "../../testing/world.ts";
import { cycleOfCron } from "./quartz-cron.ts";
import { dialectOf, translateModel, type TranslatedModel } from "./index.ts";

const vendors = {
  camunda7: "http://camunda.org/schema/1.0/bpmn",
  flowable: "http://flowable.org/bpmn",
  activiti: "http://activiti.org/bpmn",
} as const;

const model = (content: string, dialect: keyof typeof vendors = "camunda7", roots = ""): string =>
  `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:v="${vendors[dialect]}" id="d" targetNamespace="t">${roots}
    <process id="main" ${dialect === "camunda7" ? 'isExecutable="true"' : ""}>${content}</process></definitions>`;

/** One node between start and end. */
const around = (node: string): string =>
  `<startEvent id="start"/>${node}<endEvent id="end"/><sequenceFlow id="a" sourceRef="start" targetRef="node"/><sequenceFlow id="b" sourceRef="node" targetRef="end"/>`;

async function translated(xml: string): Promise<TranslatedModel> {
  const result = await translateModel(xml);
  if (result === null) throw new Error("It is of no other dialect");
  const parsed = await parseProcesses(result.xml);
  expect(parsed.ok ? [] : parsed.findings.map(({ message }) => message.en)).toEqual([]);
  return result;
}

/** Runs the translated model. */
async function plays(
  xml: string,
  [start, steps, trace, variables = {}]: ScenarioCase,
  options: ScenarioOptions = {},
): Promise<World> {
  const world = await runScenario(xml, start, steps, options);
  expect(traceOf(world)).toBe(trace);
  expect(processVariables(world)).toMatchObject(variables);
  return world;
}

const fates = ({ report }: TranslatedModel, id: string): string[] =>
  report.filter(({ elementId }) => elementId === id).map(({ fate }) => fate);

test("the dialect is recognised by the namespaces at the root; ours and plain BPMN are left alone", async () => {
  for (const dialect of ["camunda7", "flowable", "activiti"] as const) {
    expect(dialectOf(model("", dialect))).toBe(dialect);
  }
  expect(dialectOf("<definitions/>")).toBeUndefined();
  expect(await translateModel("<definitions/>")).toBeNull();
  expect(
    dialectOf(
      `<d xmlns:camunda="${vendors.camunda7}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"/>`,
    ),
  ).toBeUndefined();
  expect(await translateModel(`<broken xmlns:v="${vendors.camunda7}"`)).toBeNull();
});

describe("work", () => {
  test.each([
    ['v:type="external" v:topic="pay"', "pay", "changed"],
    ['v:class="org.city.Pay"', "org.city.Pay", "changed"],
    ['v:delegateExpression="${payService}"', "payService", "changed"],
    ['v:expression="${pay.now()}"', "pay.now", "changed"],
    ['v:expression="${pay.now(amount)}"', "pay.now", "person"],
    ['v:type="mail"', "mail", "person"],
  ])("a service task with %s is a job of the type %s", async (attributes, jobType, fate) => {
    const result = await translated(model(around(`<serviceTask id="node" ${attributes}/>`)));
    expect(result.xml).toContain(`<zeebe:taskDefinition type="${jobType}" />`);
    expect(fates(result, "node")).toContain(fate);
  });

  test("inputs, outputs, fields and attempts come along, and the job runs", async () => {
    const result = await translated(
      model(
        around(`<serviceTask id="node" v:type="external" v:topic="pay"><extensionElements>
          <v:inputOutput>
            <v:inputParameter name="total">\${price * 2}</v:inputParameter>
            <v:inputParameter name="both"><v:list><v:value>\${price}</v:value><v:value>x</v:value></v:list></v:inputParameter>
            <v:inputParameter name="named"><v:map><v:entry key="k">\${price}</v:entry></v:map></v:inputParameter>
            <v:outputParameter name="paid">\${receipt}</v:outputParameter>
          </v:inputOutput>
          <v:field name="mode" stringValue="fast"/>
          <v:failedJobRetryTimeCycle>R5/PT1M</v:failedJobRetryTimeCycle>
        </extensionElements></serviceTask>`),
      ),
    );
    expect(result.xml).toContain('retries="5"');
    const world = await plays(result.xml, [
      { price: 3 },
      [["complete job:node", { receipt: "R1" }]],
      "start node end",
      { paid: "R1" },
    ]);
    const variables = world.history.flatMap(({ event }) =>
      event.type === "variableSet" ? [[event.name, event.value]] : [],
    );
    expect(Object.fromEntries(variables)).toMatchObject({
      total: 6,
      both: [3, "x"],
      named: { k: 3 },
    });
  });

  test("a JUEL script is FEEL, another language needs a person", async () => {
    const juel = await translated(
      model(
        around(
          '<scriptTask id="node" scriptFormat="juel" v:resultVariable="x"><script>${a + 1}</script></scriptTask>',
        ),
      ),
    );
    await plays(juel.xml, [{ a: 1 }, [], "start node end", { x: 2 }]);
    const groovy = await translateModel(
      model(around('<scriptTask id="node" scriptFormat="groovy"><script>a</script></scriptTask>')),
    );
    expect(groovy?.report).toContainEqual(
      expect.objectContaining({ elementId: "node", fate: "person" }),
    );
  });

  test("a decision is called by its id", async () => {
    const result = await translated(
      model(
        around(
          '<businessRuleTask id="node" v:decisionRef="fee" v:resultVariable="f" v:mapDecisionResult="singleEntry"/>',
        ),
      ),
    );
    expect(result.xml).toContain('<zeebe:calledDecision decisionId="fee" resultVariable="f" />');
  });
});

test("a user task keeps who, when, how urgent and its form", async () => {
  const result = await translated(
    model(
      around(
        '<userTask id="node" v:assignee="${boss}" v:candidateGroups="window, ${groups}" v:dueDate="${due}" v:priority="50" v:formKey="f1"/>',
      ),
    ),
  );
  expect(result.xml).toContain('assignee="=boss"');
  expect(result.xml).toContain('candidateGroups="=flatten([&#34;window&#34;, groups])"');
  expect(result.xml).toContain('externalReference="f1"');
  await plays(result.xml, [
    { boss: "li", groups: ["a", "b"], due: "2026-12-01T00:00:00Z" },
    ["complete task:node by li"],
    "start node end",
  ]);
});

test("conditions are FEEL, and flows without ids get one", async () => {
  const result = await translated(
    model(`<startEvent id="start"/><exclusiveGateway id="choice"/><endEvent id="yes"/><endEvent id="no"/>
      <sequenceFlow sourceRef="start" targetRef="choice"/>
      <sequenceFlow sourceRef="choice" targetRef="yes"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 10 &amp;&amp; !empty name}</conditionExpression></sequenceFlow>
      <sequenceFlow sourceRef="choice" targetRef="no"><conditionExpression xsi:type="tFormalExpression">\${amount &lt;= 10}</conditionExpression></sequenceFlow>`),
  );
  await plays(result.xml, [{ amount: 11, name: "x" }, [], "start choice yes"]);
  await plays(result.xml, [{ amount: 1, name: "x" }, [], "start choice no"]);
});

test("a multi-instance goes over its collection until its condition holds", async () => {
  const result = await translated(
    model(
      around(`<userTask id="node"><multiInstanceLoopCharacteristics v:collection="people" v:elementVariable="one">
        <completionCondition xsi:type="tFormalExpression">\${nrOfCompletedInstances == 1}</completionCondition></multiInstanceLoopCharacteristics></userTask>`),
      "flowable",
    ),
  );
  await plays(result.xml, [
    { people: ["a", "b"] },
    ["complete task:node#2"],
    "start *node node#1~ node#2 end",
  ]);
});

test("a call passes what goes in and comes out", async () => {
  const result = await translated(
    model(
      around(`<callActivity id="node" calledElement="child"><extensionElements><v:in source="a" target="b"/><v:in businessKey="#{execution.processBusinessKey}"/>
        <v:out sourceExpression="\${r * 2}" target="c"/></extensionElements></callActivity>`),
    ),
  );
  await plays(result.xml, [{ a: 2 }, [], "start node child:s child:t child:e end", { c: 6 }], {
    processes: { child: "s:start -> t:scriptTask(r = b + 1) -> e:end" },
  });
});

test("a message without a key is correlated by its name, an undefined error is defined", async () => {
  const result = await translated(
    model(
      `${around('<receiveTask id="node" messageRef="m"/>')}<boundaryEvent id="oh" attachedToRef="node"><errorEventDefinition errorRef="BAD"/></boundaryEvent>
       <endEvent id="bad"/><sequenceFlow id="c" sourceRef="oh" targetRef="bad"/>`,
      "activiti",
      '<message id="m" name="paid"/>',
    ),
  );
  expect(result.xml).toContain('correlationKey="=&#34;paid&#34;"');
  expect(result.xml).toContain('errorCode="BAD"');
  await plays(result.xml, [{}, ["correlate message:node"], "start node end"]);
});

test("what is left out is said", async () => {
  const result = await translated(
    model(
      around(
        `<userTask id="node"><extensionElements><v:taskListener event="delete" class="a.B"/><v:formData><v:formField id="x"/></v:formData></extensionElements></userTask>`,
      ),
    ),
  );
  expect(
    result.report.filter(({ fate }) => fate === "person").map(({ message }) => message.en),
  ).toEqual([
    expect.stringContaining('listener at "delete"'),
    expect.stringContaining("Form fields"),
  ]);
  expect(fates(result, "end")).toEqual(["kept"]);
  expect(result.xml).not.toContain("<v:");
});

test("listeners become jobs that are waited for", async () => {
  const result = await translated(
    model(
      around(
        `<userTask id="node"><extensionElements><v:executionListener event="start" class="a.Opens"/>
          <v:executionListener event="end" delegateExpression="\${closer}"/><v:taskListener event="create" expression="\${checker.check(task)}"/>
          <v:executionListener event="end"><v:script scriptFormat="groovy">x</v:script></v:executionListener></extensionElements></userTask>`,
      ),
    ),
  );
  await plays(result.xml, [
    {},
    ["complete job:node", "complete job:node", "complete task:node", "complete job:node"],
    "start node end",
  ]);
  expect(
    result.report.filter(({ fate }) => fate === "person").map(({ message }) => message.en),
  ).toEqual([expect.stringContaining("script or an expression")]);
});

test.each([
  ["0 0/5 * * * ?", "R/PT5M"],
  ["*/10 * * * * ?", "R/PT10S"],
  ["0 0 */2 * * ?", "R/PT2H"],
  ["0 0 9 * * ?", "0 0 9 * * ?"],
  ["0 0 9 ? * 2-6", "0 0 9 ? * MON-FRI"],
  ["0 15 10 ? * 6#3", "0 15 10 ? * FRI#3"],
  ["0 15 10 ? * 6L", "0 15 10 ? * FRI#L"],
  ["0 0 12 1 1 ? 2030", "0 0 12 1 1 ? 2030"],
  ["every day", undefined],
  ["0 0 25 * * ?", undefined],
])("the cron %s is the cycle %s", (cron, cycle) => {
  expect(cycleOfCron(cron)).toBe(cycle);
});
