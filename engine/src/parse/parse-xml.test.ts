import { describe, expect, test } from "vitest";
import { parseXml } from "./parse-xml.ts";

const BPMN = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"';
const document = (content: string): string =>
  `<?xml version="1.0"?>\n<bpmn:definitions ${BPMN} xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">${content}</bpmn:definitions>`;
const codes = async (xml: string): Promise<string[]> =>
  (await parseXml(xml)).findings.map((finding) => finding.code);

describe("BPMN XML", () => {
  test("becomes a tree with zeebe extensions", async () => {
    const parsed = await parseXml(
      document(
        '<bpmn:process id="p"><bpmn:serviceTask id="t"><bpmn:extensionElements><zeebe:taskDefinition type="x > y" /></bpmn:extensionElements></bpmn:serviceTask></bpmn:process>',
      ),
    );
    const task = parsed.ok && parsed.definitions.many("rootElements")[0]?.many("flowElements")[0];
    expect(task && task.extension("zeebe:TaskDefinition")?.text("type")).toBe("x > y");
    expect(parsed.findings).toEqual([]);
  });
  test("extension elements of other tools are left alone", async () => {
    const xml = document(
      '<bpmn:process id="p"><bpmn:extensionElements><other:thing xmlns:other="urn:other" a="1"/></bpmn:extensionElements></bpmn:process>',
    );
    expect(await codes(xml)).toEqual([]);
  });
});

describe("bad XML gets one clear finding", () => {
  test.each([
    ["broken", document("<bpmn:process>"), "XML_BROKEN"],
    ["no XML", "hello", "XML_BROKEN"],
    ["empty", "", "XML_BROKEN"],
    ["another document", "<html></html>", "NOT_BPMN"],
    [
      "an unknown element",
      document("<bpmn:process id='p'><bpmn:robot id='r'/></bpmn:process>"),
      "ELEMENT_UNKNOWN",
    ],
    [
      "a double id",
      document("<bpmn:process id='p'><bpmn:task id='t'/><bpmn:task id='t'/></bpmn:process>"),
      "ID_DUPLICATE",
    ],
    [
      "a reference to nothing",
      document("<bpmn:process id='p'><bpmn:receiveTask id='t' messageRef='m'/></bpmn:process>"),
      "REFERENCE_UNRESOLVED",
    ],
    [
      "an external entity",
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${document("&e;")}`,
      "XML_DOCTYPE_FORBIDDEN",
    ],
    [
      "an entity bomb",
      '<!DOCTYPE b [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><b>&b;</b>',
      "XML_DOCTYPE_FORBIDDEN",
    ],
    ["10 MB", document(`<!--${"x".repeat(10_000_000)}-->`), "XML_TOO_LARGE"],
    [
      "1000 levels",
      document("<bpmn:subProcess>".repeat(1000) + "</bpmn:subProcess>".repeat(1000)),
      "XML_TOO_DEEP",
    ],
    [
      "namespaces that multiply",
      document(
        `<bpmn:subProcess ${Array.from({ length: 100 }, (_, index) => `xmlns:a${index}="u"`).join(" ")}>`.repeat(
          9,
        ),
      ),
      "XML_TOO_MANY_NAMESPACES",
    ],
    ["a NUL", document('<bpmn:process id="p" name="a\0"/>'), "XML_CHARACTER"],
    ["a NUL by its number", document('<bpmn:process id="p" name="&#x00;"/>'), "XML_CHARACTER"],
    ["a tag that never ends", `${document("")}<a b="`.repeat(150), "XML_BROKEN"],
  ])("%s", async (_name, xml, code) => {
    expect(await codes(xml)).toContain(code);
  });
  test("a comment or character data may speak of a DOCTYPE", async () => {
    const xml = document(
      "<!-- <!DOCTYPE x> --><bpmn:process id='p'><bpmn:documentation><![CDATA[<!DOCTYPE x>]]></bpmn:documentation></bpmn:process>",
    );
    expect(await codes(xml)).toEqual([]);
  });
  test("the line is named", async () => {
    expect((await parseXml(document("\n\n<bpmn:process>"))).findings[0]?.line).toBeGreaterThan(1);
  });
});
