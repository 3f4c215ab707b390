import { describe, expect, test } from "vitest";
import { compile, evaluate } from "../../expression/index.ts";
import type { Json } from "../../json.ts";
import { juelToFeel } from "./juel-to-feel.ts";
import { translateText } from "./juel-text.ts";

function value(juel: string, variables: Readonly<Record<string, Json>>): unknown {
  const feel = juelToFeel(juel);
  if (!feel.ok) return { refused: feel.part };
  const compiled = compile(feel.feel);
  if (!compiled.ok) throw new Error(`${feel.feel}: ${compiled.problem.message.en}`);
  const evaluation = evaluate(compiled.value, (name) => variables[name], { now: 0 });
  return evaluation.ok ? evaluation.value : evaluation.problem.message.en;
}

describe("JUEL means in FEEL what it meant", () => {
  test.each<[string, Record<string, Json>, Json]>([
    ["a == 1 && !b", { a: 1, b: false }, true],
    ["a eq 1 and not b or c", { a: 2, b: false, c: false }, false],
    ["a != null", { a: null }, false],
    ["2 + 3 * 4 - 6 / 2", {}, 11],
    ["(2 + 3) * -4", {}, -20],
    ["n % 3", { n: 7 }, 1],
    ["n mod 3 == 1 ? 'one' : 'other'", { n: 7 }, "one"],
    ["a ? 1 : b ? 2 : 3", { a: false, b: true }, 2],
    ["empty xs", { xs: [] }, true],
    ["empty xs", { xs: [1] }, false],
    ["empty x", { x: null }, true],
    ["empty x and not empty y", { x: "", y: "y" }, true],
    ["xs.isEmpty() || xs.size() > 2", { xs: [1, 2, 3] }, true],
    ["xs[0] + xs.get(1)", { xs: [1, 2] }, 3],
    ["xs[i]", { xs: [1, 2], i: 1 }, 2],
    ["map['k'].name", { map: { k: { name: "n" } } }, "n"],
    ["order.getTotal() > 5", { order: { total: 7 } }, true],
    ["person.isActive()", { person: { active: true } }, true],
    ["s.equals('x') or s.contains('y')", { s: "ay" }, true],
    ["xs.contains(2)", { xs: [1, 2] }, true],
    ["s.toLowerCase().startsWith('ab')", { s: "ABC" }, true],
    ["s.length()", { s: "abc" }, 3],
    ["execution.getVariable('a') + 1", { a: 2 }, 3],
    [
      "nrOfCompletedInstances/nrOfInstances >= 0.6",
      { numberOfInstances: 5, numberOfCompletedInstances: 3 },
      true,
    ],
    ["'it\\'s' == s", { s: "it's" }, true],
    ["for", { for: 4 }, 4],
    ["area", { area: 0.1 }, 0.1],
  ])("%s with %j is %j", (juel, variables, result) => {
    expect(value(juel, variables)).toEqual(result);
  });

  test.each([
    ["bean.doIt(x)", ".doIt()"],
    ["execution.setVariable('a', 1)", "execution.setVariable()"],
    ["currentUser()", "currentUser()"],
    ["a +", "…"],
    ["a b", '"b"'],
    [`x${"+1".repeat(20_000)}`, `x${"+1".repeat(29)}+…`],
    [`${"!".repeat(20_000)}x`, `${"!".repeat(60)}…`],
    ["(".repeat(200) + "1" + ")".repeat(200), "> 100 levels"],
  ])("%s has no FEEL, and it is said why", (juel, refused) => {
    expect(value(juel, {})).toEqual({ refused });
  });
});

test.each([
  ["PT1H", "PT1H"],
  ["${a}", "=a"],
  ["#{a + 1}", "=a + 1"],
  ["Hello ${name}, you are ${n}", '="Hello " + string(name) + ", you are " + string(n)'],
  ["${a == '}' ? 1 : 2}", '=if a = "}" then 1 else 2'],
])("the text %s becomes %s", (text, translated) => {
  expect(translateText(text)).toMatchObject({ ok: true, value: translated });
});
