import { document, extensions, flows } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";
import { parseDecisions } from "../../decision/index.ts";

const table = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D" namespace="n">
  <decision id="inspection" name="Inspection"><decisionTable hitPolicy="UNIQUE">
    <input id="in" label="Area"><inputExpression id="ie"><text>area</text></inputExpression></input>
    <output id="out" name="people"/>
    <rule id="r1"><inputEntry id="i1"><text>&lt; 50</text></inputEntry><outputEntry id="o1"><text>1</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="i2"><text>&lt;= 50</text></inputEntry><outputEntry id="o2"><text>2</text></outputEntry></rule>
  </decisionTable></decision></definitions>`;
const parsed = await parseDecisions(table);
if (!parsed.ok) throw new Error("The decision has findings");
const decisions = new Map([["inspection", parsed.model]]);

const rule = document(`
  <startEvent id="start"/>
  <businessRuleTask id="rule">${extensions('<zeebe:calledDecision decisionId="=which" resultVariable="people"/>')}</businessRuleTask>
  <endEvent id="end"/> ${flows("start -> rule -> end")}
`);

scenario(
  "a business rule task puts the result of its decision into a variable",
  "§13.3.3 Business Rule Task",
  rule,
  [
    [{ which: "inspection", area: 50 }, [], "start rule end", { people: 2 }],
    [{ which: "inspection", area: 99 }, [], "start rule end", { people: null }],
    // Both rules match, which a unique table does not allow.
    [{ which: "inspection", area: 10 }, [], "start rule!"],
    [{ which: "other", area: 10 }, [], "start rule!"],
    [
      { which: "other", area: 50 },
      [["set process", { which: "inspection" }], "resolve rule"],
      "start rule end",
      { people: 2 },
    ],
  ],
  { decisions },
);

scenario(
  "with a task definition it is a job",
  "zeebe:taskDefinition",
  document(`
    <startEvent id="start"/>
    <businessRuleTask id="rule">${extensions('<zeebe:taskDefinition type="rules"/>')}</businessRuleTask>
    <endEvent id="end"/> ${flows("start -> rule -> end")}
  `),
  [
    [{}, [], "start rule?"],
    [{}, [["complete job:rule", { a: 1 }]], "start rule end", { a: 1 }],
  ],
);
