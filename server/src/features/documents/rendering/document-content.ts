/**
 * What stands in an official document 文书, apart from how it is drawn. Each kind has its own facts; the wording follows the
 * model documents for administrative licensing, with the article that it rests on.
 */

/** What every document states. Instants in epoch ms. */
export interface DocumentFrame {
  /** Document number, for example 江市监许受〔2026〕00001号. */
  readonly number: string;
  readonly issuedAt: number;
  readonly officeName: string;
  readonly applicantName: string;
  readonly matterName: string;
  readonly caseNumber: string;
  /** Where anyone with the query code can follow the case; printed as QR. */
  readonly trackingUrl: string;
}

/** One point of a correction notice. */
export interface CorrectionPoint {
  readonly subject: string;
  readonly reason: string;
  readonly howToFix: string;
}

/** Ways against a decision (Administrative Licensing Law Art. 38 (2)). */
export interface Remedies {
  readonly reviewBody: string;
  readonly reviewDays: number;
  readonly court: string;
  readonly suitMonths: number;
}

/** The facts of each kind of document. */
export type DocumentFacts =
  | {
      readonly kind: "receipt";
      readonly queryCode: string;
      readonly materials: readonly { readonly name: string; readonly how: string }[];
      readonly acceptanceDueDate: string;
    }
  | {
      readonly kind: "correctionNotice";
      readonly points: readonly CorrectionPoint[];
      readonly deadlineDate: string;
    }
  | {
      readonly kind: "acceptanceNotice";
      readonly deemed: boolean;
      readonly decisionDueDate: string;
      readonly promisedWorkingDays: number;
      readonly tolerated: readonly { readonly name: string; readonly dueDate: string }[];
    }
  | { readonly kind: "refusalNotice"; readonly reason: string; readonly remedies: Remedies }
  | { readonly kind: "decisionGrant"; readonly licenceName: string; readonly legalBasis: string }
  | {
      readonly kind: "decisionDeny";
      readonly reason: string;
      readonly legalBasis: string;
      readonly remedies: Remedies;
    }
  | {
      readonly kind: "licence";
      readonly licenceName: string;
      readonly licenceNumber: string;
      readonly identifier: string;
      readonly fields: readonly { readonly label: string; readonly value: string }[];
      readonly validFrom: string;
      readonly validTo: string;
    }
  | {
      readonly kind: "deliveryProof";
      readonly how: string;
      readonly receiver: string;
      readonly deliveredAt: string;
      readonly delivered: readonly string[];
    };

/** The kinds of documents. */
export type DocumentKind = DocumentFacts["kind"];

/** Title of each kind as printed. */
export const DOCUMENT_TITLES: Readonly<Record<DocumentKind, string>> = {
  receipt: "收件凭证",
  correctionNotice: "一次性告知书",
  acceptanceNotice: "受理通知书",
  refusalNotice: "不予受理通知书",
  decisionGrant: "准予行政许可决定书",
  decisionDeny: "不予行政许可决定书",
  licence: "食品经营许可证",
  deliveryProof: "送达回证",
};

/** A piece of a page. */
export type Block =
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly string[] }
  | {
      readonly type: "table";
      readonly rows: readonly { readonly label: string; readonly value: string }[];
    };

/** A document ready to be drawn. */
export interface DocumentContent {
  readonly frame: DocumentFrame;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** A licence is a certificate with a border; the others are letters. */
  readonly layout: "letter" | "certificate";
}

/** Puts the facts into words. */
export function documentContent(frame: DocumentFrame, facts: DocumentFacts): DocumentContent {
  const title = facts.kind === "licence" ? facts.licenceName : DOCUMENT_TITLES[facts.kind];
  const layout = facts.kind === "licence" ? "certificate" : "letter";
  return { frame, title, layout, blocks: blocksOf(frame, facts) };
}

function blocksOf(frame: DocumentFrame, facts: DocumentFacts): Block[] {
  switch (facts.kind) {
    case "receipt":
      return receipt(frame, facts);
    case "correctionNotice":
      return correctionNotice(frame, facts);
    case "acceptanceNotice":
      return acceptanceNotice(frame, facts);
    case "refusalNotice":
      return [
        applied(frame, "经审查，决定不予受理，理由如下："),
        { type: "paragraph", text: facts.reason },
        remedyBlock(facts.remedies, "本通知书"),
      ];
    case "decisionGrant":
      return [
        applied(
          frame,
          `经审查，申请符合法定条件、标准。依据${facts.legalBasis}、《中华人民共和国行政许可法》第三十八条第一款，决定准予行政许可。`,
        ),
        {
          type: "paragraph",
          text: `本机关将自作出决定之日起十个工作日内向你（单位）颁发、送达《${facts.licenceName}》。`,
        },
      ];
    case "decisionDeny":
      return [
        applied(
          frame,
          `经审查，依据${facts.legalBasis}、《中华人民共和国行政许可法》第三十八条第二款，决定不予行政许可，理由如下：`,
        ),
        { type: "paragraph", text: facts.reason },
        remedyBlock(facts.remedies, "本决定书"),
      ];
    case "licence":
      return licence(facts);
    case "deliveryProof":
      return [
        {
          type: "table",
          rows: [
            { label: "事项", value: frame.matterName },
            { label: "送达文书、证照", value: facts.delivered.join("、") },
            { label: "送达方式", value: facts.how },
            { label: "收件人", value: facts.receiver },
            { label: "送达时间", value: facts.deliveredAt },
          ],
        },
      ];
  }
}

type FactsOf<K extends DocumentKind> = Extract<DocumentFacts, { kind: K }>;

function applied(frame: DocumentFrame, sentence: string): Block {
  return {
    type: "paragraph",
    text: `你（单位）提出的「${frame.matterName}」申请收悉。${sentence}`,
  };
}

function receipt(frame: DocumentFrame, facts: FactsOf<"receipt">): Block[] {
  return [
    {
      type: "paragraph",
      text: `现已收到你（单位）「${frame.matterName}」的申请及下列材料。本机关将在${facts.acceptanceDueDate}前告知是否受理；逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》第三十二条）。`,
    },
    {
      type: "list",
      items: facts.materials.map((material) => `${material.name}（${material.how}）`),
    },
    {
      type: "table",
      rows: [
        { label: "办件编号", value: frame.caseNumber },
        { label: "查询码", value: facts.queryCode },
      ],
    },
    { type: "paragraph", text: "扫描右上角二维码，凭办件编号和查询码即可查询办理进度，无需登录。" },
  ];
}

function correctionNotice(frame: DocumentFrame, facts: FactsOf<"correctionNotice">): Block[] {
  return [
    applied(
      frame,
      "经审查，申请材料不齐全或者不符合法定形式。依据《中华人民共和国行政许可法》第三十二条第一款第（四）项，现一次性告知需要补正的全部内容：",
    ),
    ...facts.points.flatMap((point, index): Block[] => [
      { type: "heading", text: `${index + 1}. ${point.subject}` },
      { type: "paragraph", text: `问题：${point.reason}` },
      { type: "paragraph", text: `补正要求：${point.howToFix}` },
    ]),
    {
      type: "paragraph",
      text: `请于${facts.deadlineDate}前完成补正。补正期间不计入办理时限。除以上内容外，不再要求补正其他材料。`,
    },
  ];
}

function acceptanceNotice(frame: DocumentFrame, facts: FactsOf<"acceptanceNotice">): Block[] {
  const why = facts.deemed
    ? "本机关未在法定期限内告知是否受理，依据《中华人民共和国行政许可法》第三十二条第一款第（四）项，自收到申请材料之日起即为受理。"
    : "经审查，申请材料齐全、符合法定形式，决定予以受理。";
  const blocks: Block[] = [
    applied(frame, why),
    {
      type: "paragraph",
      text: `承诺办理时限为${facts.promisedWorkingDays}个工作日，将于${facts.decisionDueDate}前作出决定。法律规定不计入时限的期间，另行书面告知。`,
    },
  ];
  if (facts.tolerated.length > 0) {
    blocks.push(
      { type: "heading", text: "容缺受理" },
      { type: "paragraph", text: "以下材料容缺受理，请按期补交：" },
      { type: "list", items: facts.tolerated.map((item) => `${item.name}，${item.dueDate}前`) },
    );
  }
  return blocks;
}

function licence(facts: FactsOf<"licence">): Block[] {
  return [
    {
      type: "table",
      rows: [
        { label: "许可证编号", value: facts.licenceNumber },
        ...facts.fields,
        { label: "有效期", value: `${facts.validFrom} 至 ${facts.validTo}` },
        { label: "电子证照标识", value: facts.identifier },
      ],
    },
  ];
}

function remedyBlock(remedies: Remedies, what: string): Block {
  return {
    type: "paragraph",
    text: `如不服${what}，可以自收到之日起${remedies.reviewDays}日内向${remedies.reviewBody}申请行政复议，或者在${remedies.suitMonths}个月内依法向${remedies.court}提起行政诉讼。`,
  };
}
