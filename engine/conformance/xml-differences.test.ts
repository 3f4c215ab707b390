import { expect, test } from "vitest";
import { xmlDifferences } from "./xml-differences.ts";

const bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const document = (content: string, prefix = ""): string =>
  prefix === ""
    ? `<definitions xmlns="${bpmn}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${content}</definitions>`
    : `<${prefix}:definitions xmlns:${prefix}="${bpmn}">${content}</${prefix}:definitions>`;

test.each([
  ["prefixes", document('<task id="a"/>'), document('<b:task id="a"/>', "b")],
  [
    "defaults that are stated",
    document('<task id="a" startQuantity="1"/>'),
    document('<task id="a"/>'),
  ],
  [
    "inherited defaults",
    document('<definitions typeLanguage="http://www.w3.org/2001/XMLSchema"/>'),
    document("<definitions/>"),
  ],
  ["how a number is written", document('<task x="30.0"/>'), document('<task x="30"/>')],
  [
    "how a line break is written",
    document('<task name="a&#xD;&#xA;b"/>'),
    document('<task name="a&#10;b"/>'),
  ],
  ["white space and comments", document("<task> <!-- c --> </task>"), document("<task/>")],
  ["the order of different names", document("<task/><gateway/>"), document("<gateway/><task/>")],
])("%s do not count", (_what, before, after) => {
  expect(xmlDifferences(before, after)).toEqual([]);
});

test.each([
  ["an element that is lost", document("<task/><task/>"), document("<task/>"), "<{"],
  ["an attribute that is lost", document('<task name="a"/>'), document("<task/>"), "@name"],
  [
    "a default that changed",
    document('<task startQuantity="2"/>'),
    document("<task/>"),
    "@startQuantity: 2 → nothing",
  ],
  ["text", document("<text>a</text>"), document("<text>b</text>"), 'text: "a" → "b"'],
  [
    "the order of equal names",
    document('<task id="a"/><task id="b"/>'),
    document('<task id="b"/><task id="a"/>'),
    "@id",
  ],
  [
    "a namespace",
    document('<x:task xmlns:x="urn:1"/>'),
    document('<x:task xmlns:x="urn:2"/>'),
    "{urn:1}task",
  ],
])("%s counts", (_what, before, after, said) => {
  expect(xmlDifferences(before, after).join("\n")).toContain(said);
});
