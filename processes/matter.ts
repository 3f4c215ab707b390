/**
 * What a matter's `matter.json` holds: the implementation list 实施清单 of GB/T 39046-2020 in the words of the sample data, and
 * what makes it executable: questions, catalogues of reasons, remedies, nodes. Codes are those of the standard's Annex A.
 */

/** A sentence in both languages. */
export interface LocalisedText {
  readonly zh: string;
  readonly en: string;
}

/** A law and its article. */
export interface LegalBasis {
  readonly law: string;
  readonly article: string;
}

/** A span of working time; `instant` means on the spot. */
export interface WorkingTime {
  readonly value: number;
  readonly unit: "workday" | "instant";
}

/** Something the applicant must show. */
export interface Material {
  /** Unique within the matter, for example M02-6. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: string;
  /** Pieces of paper where paper is handed in. */
  readonly originals: number;
  readonly copies: number;
  /** 1 paper, 2 electronic, 3 both. */
  readonly form: number;
  /** 1 required 必要, 2 conditional 非必要, 3 may follow later 容缺后补. */
  readonly need: 1 | 2 | 3;
  /** Where it comes from: 10 the applicant, 20 issued by a government body, 99 other. */
  readonly source: "10" | "20" | "99";
  /** Media types that are taken. */
  readonly accept: readonly string[];
  /** Largest file, in megabytes of 1,048,576 bytes. */
  readonly maxMB: number;
  readonly notes: string;
  /** More notes, each under a condition (FEEL, with `=`) over the answers. */
  readonly notesWhen?: readonly { readonly when: string; readonly text: string }[];
  /** Needed only when this FEEL condition (with `=`) over the answers holds. */
  readonly when?: string;
  /** Working days after acceptance within which a tolerated material must follow. */
  readonly supplementWorkdays?: number;
  /** `form`: the system makes it of what was filled in. */
  readonly generatedFrom?: "form";
  /** `licence`: fetched from the holder's electronic licences of the type `licenceTypeName`. */
  readonly autoFetch?: "licence";
  readonly licenceTypeName?: string;
  readonly canReuse?: boolean;
  /** Best photographed on the spot. */
  readonly photo?: boolean;
  /** Blank form to download: path within the matter's folder. */
  readonly template?: string;
  readonly acceptStandard?: string;
  readonly basis?: string;
}

/** A situation question 情形引导; its answer is a variable `key`, and stands at `binds` for conditions of materials. */
export interface Question {
  readonly key: string;
  /** Dotted path in the context of conditions, for example `business.hasStaff`. */
  readonly binds: string;
  readonly type: "boolean";
  readonly question: LocalisedText;
  readonly hint: LocalisedText;
  /** What to tell when the condition (FEEL over the answers by `key`) holds. */
  readonly advice?: readonly {
    readonly when: string;
    readonly text: LocalisedText;
    readonly matterId?: string;
  }[];
}

/** One structured reason of a correction notice 一次性告知书. */
export interface CorrectionReason {
  readonly code: string;
  readonly materialCode: string;
  /** The field of the application form to correct, when the reason lies in the form. */
  readonly fieldKey?: string;
  readonly reason: LocalisedText;
  readonly howToFix: LocalisedText;
}

/** A reason to refuse or deny, with what the applicant can do about it. */
export interface NegativeReason {
  readonly code: string;
  readonly reason: LocalisedText;
  /** The reason as one would say it to a neighbour. */
  readonly plainWords: LocalisedText;
  readonly legalBasis: LegalBasis;
  readonly whatWouldHelp: LocalisedText;
}

/** Ways against a decision. */
export interface Remedies {
  readonly reviewBody: string;
  readonly reviewAddress: string;
  /** Calendar days from receipt. */
  readonly reviewDays: number;
  readonly court: string;
  /** Months from receipt. */
  readonly suitMonths: number;
  readonly text: LocalisedText;
  readonly basis: readonly LegalBasis[];
}

/** A step that one role answers for, with its own limit; user tasks name it in their property `node`. */
export interface MatterNode {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly stage: StageKey;
  readonly role: string;
  /** `role@office`; absent for nodes that no person works on. */
  readonly group?: string;
  readonly limitWorkdays: number;
  readonly minPeople?: number;
  readonly photosRequired?: boolean;
}

/** The seven parts of every case. */
export type StageKey =
  | "booking"
  | "acceptance"
  | "review"
  | "approval"
  | "fee"
  | "delivery"
  | "evaluation";

/** A matter as its folder states it. */
export interface Matter {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly version: number;
  readonly status: string;
  /** Words that citizens use for it, for the search. */
  readonly citizenNames: readonly string[];
  readonly process: {
    readonly processId: string;
    readonly applicationFormId: string;
    readonly decisionIds: readonly string[];
    /** Processes that the main process calls. */
    readonly calls: readonly string[];
  };
  readonly basicCode: string;
  readonly basicCodeVerified: boolean;
  readonly implCode: string;
  readonly bizItemCode: string;
  readonly itemType: string;
  readonly itemTypeName: string;
  readonly exerciseLevel: number;
  readonly exerciseLevelName: string;
  /** Key of the implementing office. */
  readonly dept: string;
  readonly deptName: string;
  readonly deptCode: string;
  readonly deptNature: string;
  readonly coDepts: readonly string[];
  readonly powerSource: string;
  readonly region: string;
  readonly crossArea: string;
  readonly serviceObjects: readonly string[];
  readonly topicsPerson: readonly string[];
  readonly topicsCorp: readonly string[];
  readonly projectType: string;
  readonly projectTypeName: string;
  readonly reviewType: string;
  readonly statutory: WorkingTime & {
    readonly note: string;
    readonly extension: number;
    readonly unverified: boolean;
  };
  readonly promised: WorkingTime;
  readonly acceptLimitWorkdays: number;
  readonly correctionLimitWorkdays: number;
  readonly correctionLimitNote: string;
  readonly deliveryLimitWorkdays: number;
  readonly legalBasis: readonly {
    readonly name: string;
    readonly article: string;
    readonly kind: string;
    readonly unverifiedArticle?: boolean;
  }[];
  readonly conditions: readonly string[];
  readonly rejectConditions: readonly string[];
  readonly materials: readonly Material[];
  readonly questions: readonly Question[];
  readonly correctionReasons: readonly CorrectionReason[];
  readonly refusalReasons: readonly NegativeReason[];
  readonly denialReasons: readonly NegativeReason[];
  readonly remedies: Remedies;
  readonly nodes: readonly MatterNode[];
  /** Nodes of one case that the same person must not work on. */
  readonly separationOfDuty: readonly {
    readonly nodes: readonly string[];
    readonly basis: string;
  }[];
  readonly special: readonly {
    readonly type: string;
    readonly name: string;
    readonly countsAgainstLimit: boolean;
    readonly note?: string;
    readonly limitWorkdays?: number;
    readonly maxWorkdays?: number;
    readonly basis?: string;
  }[];
  /** Opinions to pick from, by node key. */
  readonly opinionPresets: Readonly<Record<string, readonly string[]>>;
  /** Fee list; amounts in fen. Empty: free of charge. */
  readonly fees: readonly { readonly name: string; readonly amountFen: number }[];
  readonly result: {
    readonly type: string;
    readonly name: string;
    readonly nameEn: string;
    readonly licenceTypeName: string;
    /** ISO 8601 duration. */
    readonly validity: string;
    readonly renewBeforeWorkdays: number;
  };
  readonly deliveryKinds: readonly ("electronic" | "window" | "cabinet" | "express")[];
  /** Tags offered for grades 1 to 3, and for 4 and 5. */
  readonly evaluationTags: {
    readonly satisfied: readonly LocalisedText[];
    readonly dissatisfied: readonly LocalisedText[];
  };
  readonly faq: readonly { readonly q: string; readonly a: string }[];
  readonly consultPhone: string;
  readonly complaintPhone: string;
  readonly consultAddress: string;
  readonly handleAddress: string;
  readonly handleTime: string;
  readonly traffic: string;
  readonly rights: readonly string[];
  readonly duties: readonly string[];
  readonly booking: {
    readonly supported: boolean;
    readonly dailyQuota: number;
    readonly slotMinutes: number;
    readonly cancelBeforeHours: number;
    readonly noShowLimit: number;
  };
  readonly express: boolean;
  readonly terminal: boolean;
  readonly payOnline: boolean;
  readonly quantityLimit: string;
  /** Visits to the office that the applicant has to make. */
  readonly visits: number;
  /** I to IV; IV is fully online. */
  readonly onlineDepth: number;
  readonly handleForms: readonly string[];
}
