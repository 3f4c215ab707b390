import { describe, expect, test } from "vitest";
import { documentContent, type DocumentFacts, type DocumentFrame } from "./document-content.ts";
import { renderDocument } from "./render-document.ts";

const frame: DocumentFrame = {
  number: "江市监许〔2026〕00001号",
  issuedAt: Date.parse("2026-11-23T02:00:00Z"),
  officeName: "临江市江北区市场监督管理局",
  applicantName: "江北区燕子小馆",
  matterName: "食品经营许可（餐饮服务）新办",
  caseNumber: "11980102MB100131264000131024000202611230001",
  trackingUrl: "http://localhost:8080/track?number=11980102MB100131264000131024000202611230001",
};
const remedies = {
  reviewBody: "临江市江北区人民政府",
  reviewDays: 60,
  court: "临江市江北区人民法院",
  suitMonths: 6,
};
const every: readonly DocumentFacts[] = [
  {
    kind: "receipt",
    queryCode: "7K4M2P",
    materials: [{ name: "营业执照", how: "调取电子证照" }],
    acceptanceDueDate: "2026-11-30",
  },
  {
    kind: "correctionNotice",
    points: [
      { subject: "从业人员健康证明", reason: "已过有效期。", howToFix: "上传有效期内的健康证明。" },
    ],
    deadlineDate: "2026-12-07",
  },
  {
    kind: "acceptanceNotice",
    deemed: false,
    decisionDueDate: "2026-12-01",
    promisedWorkingDays: 5,
    tolerated: [{ name: "食品安全规章制度目录清单", dueDate: "2026-12-01" }],
  },
  { kind: "refusalNotice", reason: "申请事项不属于本机关职权范围。", remedies },
  {
    kind: "decisionGrant",
    licenceName: "食品经营许可证",
    legalBasis: "《中华人民共和国食品安全法》第三十五条",
  },
  {
    kind: "decisionDeny",
    reason: "现场核查不符合要求且逾期未整改。",
    legalBasis: "《中华人民共和国食品安全法》第三十五条",
    remedies,
  },
  {
    kind: "licence",
    licenceName: "食品经营许可证",
    licenceNumber: "JY29801020000001",
    identifier: "1.2.156.3005.2.x",
    fields: [{ label: "经营者", value: "江北区燕子小馆" }],
    validFrom: "2026-11-30",
    validTo: "2031-11-29",
  },
  {
    kind: "deliveryProof",
    how: "智能取件柜",
    receiver: "林小燕",
    deliveredAt: "2026-12-01 10:12",
    delivered: ["食品经营许可证"],
  },
];

describe("official documents", () => {
  test.each(every.map((facts) => [facts.kind, facts] as const))(
    "%s is drawn as PDF on one page",
    async (_kind, facts) => {
      const pdf = await renderDocument(documentContent(frame, facts));
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    },
  );
  test("a refusal names reason, review body and court", () => {
    const facts = every.find((one) => one.kind === "refusalNotice");
    const text = JSON.stringify(facts && documentContent(frame, facts).blocks);
    expect(text).toContain("申请事项不属于本机关职权范围。");
    expect(text).toContain("60日内向临江市江北区人民政府申请行政复议");
    expect(text).toContain("6个月内依法向临江市江北区人民法院提起行政诉讼");
  });
  test("the same content gives the same bytes", async () => {
    const facts = every[0];
    if (facts === undefined) throw new Error("no example");
    const [first, second] = await Promise.all(
      [0, 1].map(() => renderDocument(documentContent(frame, facts))),
    );
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  });
});
