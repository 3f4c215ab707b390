import { document, extensions, flows, serviceTask } from "../../testing/document.ts";
import { scenario } from "../../testing/scenario.ts";

const definitions = `<itemDefinition id="amountType" structureRef="xsd:decimal"/>
  <itemDefinition id="listType" structureRef="xsd:string" isCollection="true"/>`;
const model = (content: string): string =>
  document(content).replace("</definitions>", `${definitions}</definitions>`);

/** An activity that takes `amount` in as `value` and gives `result` out as `total`. */
const calculation = model(`
  <dataObject id="amount" itemSubjectRef="amountType"/><dataObject id="D2" name="total" itemSubjectRef="amountType"/>
  <dataObjectReference id="amountRef" dataObjectRef="amount"/>
  <dataObjectReference id="totalRef" dataObjectRef="D2"><dataState id="st" name="final"/></dataObjectReference>
  <startEvent id="start"/><endEvent id="end"/>
  <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}
    <ioSpecification id="io"><dataInput id="in" name="value"/><dataOutput id="out" name="result"/>
      <inputSet id="is"><dataInputRefs>in</dataInputRefs></inputSet>
      <outputSet id="os"><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
    <dataInputAssociation id="a1"><sourceRef>amountRef</sourceRef><targetRef>in</targetRef></dataInputAssociation>
    <dataOutputAssociation id="a2"><sourceRef>out</sourceRef><targetRef>totalRef</targetRef>
      <transformation>result * 2</transformation></dataOutputAssociation>
  </serviceTask>${flows("start -> work -> end")}
`);

scenario(
  "data associations carry data objects into an activity and out of it",
  "§10.4.2",
  calculation,
  [
    [
      { amount: 3 },
      [["complete job:work", { result: 4 }]],
      "start work end",
      { amount: 3, total: 8 },
    ],
  ],
);

scenario("data objects are variables of their scope and null at first", "§10.4.1", calculation, [
  [{ amount: 1 }, [], "start work?", { amount: 1, total: null }],
]);

scenario("an activity begins when one of its input sets is available", "§10.4.2", calculation, [
  [{}, [], "start work!"],
  [{}, [["set process", { amount: 1 }], "resolve work"], "start work?"],
]);

scenario("what an activity must give out must be there when it is done", "§10.4.2", calculation, [
  [{ amount: 1 }, ["complete job:work"], "start work!"],
  [
    { amount: 1 },
    ["complete job:work", ["set work", { result: 5 }], "resolve work"],
    "start work end",
    { total: 10 },
  ],
]);

scenario("the type of an item definition is checked", "§8.3.10", calculation, [
  [{ amount: 1 }, [["complete job:work", { result: "much" }]], "start work!"],
  [
    { amount: 1 },
    [["complete job:work", { result: "much" }], ["set work", { result: 1 }], "resolve work"],
    "start work end",
  ],
]);

const assigning = model(`
  <dataObject id="person"/><dataObjectReference id="personRef" dataObjectRef="person"/>
  <startEvent id="start"/><endEvent id="end"/><task id="name">
    <dataOutputAssociation id="a1"><targetRef>personRef</targetRef>
      <assignment id="x"><from>"Li"</from><to>person.name</to></assignment>
      <assignment id="y"><from>=age + 1</from><to>=person.age</to></assignment></dataOutputAssociation></task>
  ${flows("start -> name -> end")}
`);

scenario("assignments set parts of a data object", "§10.4.2", assigning, [
  [{ age: 40 }, [], "start name end", { person: { name: "Li", age: 41 } }],
]);

const scoped = model(`
  <property id="p" name="note"/><startEvent id="start"/><endEvent id="end"/>
  <subProcess id="sub"><dataObject id="note"/><property id="count"/>
    <startEvent id="s"/>${serviceTask("work")}${flows("s -> work")}</subProcess>
  ${flows("start -> sub -> end")}
`);

scenario("a sub-process has data objects and properties of its own", "§10.4.1", scoped, [
  [
    { note: "outer" },
    [["complete job:work", { note: "inner", count: 1 }]],
    "start sub s work end",
    { note: "outer" },
  ],
]);

const drawn = model(`
  <dataObject id="form"/><dataObjectReference id="formRef" dataObjectRef="form"/><dataStoreReference id="store"/>
  <startEvent id="start"/><endEvent id="end"/>
  <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}<property id="ph" name="__targetRef_placeholder"/>
    <dataInputAssociation id="a1"><sourceRef>formRef</sourceRef><targetRef>ph</targetRef></dataInputAssociation>
    <dataInputAssociation id="a2"><sourceRef>store</sourceRef><targetRef>ph</targetRef></dataInputAssociation>
    <dataOutputAssociation id="a3"><targetRef>formRef</targetRef></dataOutputAssociation></serviceTask>
  ${flows("start -> work -> end")}
`);

scenario("what is only drawn changes nothing, nor do data stores", "§10.4.1", drawn, [
  [{}, [["complete job:work", { x: 1 }]], "start work end", { x: 1, form: null }],
]);

const repeated = model(`
  <dataObject id="names" isCollection="true"/><dataObject id="results" isCollection="true"/>
  <dataObjectReference id="namesRef" dataObjectRef="names"/><dataObjectReference id="resultsRef" dataObjectRef="results"/>
  <startEvent id="start"/><endEvent id="end"/>
  <scriptTask id="greet">${extensions('<zeebe:script expression="=&#34;Hi &#34; + who" resultVariable="greeting"/>')}
    <multiInstanceLoopCharacteristics><loopDataInputRef>namesRef</loopDataInputRef><loopDataOutputRef>resultsRef</loopDataOutputRef>
      <inputDataItem id="who" name="who"/><outputDataItem id="greeting" name="greeting"/></multiInstanceLoopCharacteristics></scriptTask>
  ${flows("start -> greet -> end")}
`);

scenario(
  "a multi-instance takes its items from data and collects them into data",
  "§13.3.7",
  repeated,
  [[{ names: ["A", "B"] }, [], "start *greet greet#1 greet#2 end", { results: ["Hi A", "Hi B"] }]],
);
