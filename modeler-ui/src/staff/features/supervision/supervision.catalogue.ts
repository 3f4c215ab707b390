import { catalogue } from "../../../i18n/catalogue.ts";

/** Texts of supervision. */
export const supervisionTexts = catalogue(
  "supervision",
  {
    title: "监察",
    lead: "全区在办件，只读",
    summary: "在办件汇总",
    cases: "{{n}} 件",
    byStage: "按阶段",
    search: "办件编号、申请人或事项",
    searchButton: "查找",
    list: "在办件",
    holder: "办理：{{name}}",
    nobodyYet: "待领取",
    empty: "没有符合条件的在办件",
    emptyText: "换一个亮灯或关键词再试。",
    back: "返回监察",
    ledger: "计时台账",
    ledgerFor: "{{label}}的计时台账",
    from: "起",
    to: "止",
    kind: "类型",
    reason: "原因",
    document: "文书",
    ongoing: "进行中",
    calendar: "工作日历版本 {{version}}",
    timeline: "全部记录",
  },
  {
    title: "Supervision",
    lead: "Live cases of the district, read only",
    summary: "Live cases",
    cases: "Cases: {{n}}",
    byStage: "By stage",
    search: "Case number, applicant or matter",
    searchButton: "Search",
    list: "Live cases",
    holder: "With {{name}}",
    nobodyYet: "nobody yet",
    empty: "No live case matches",
    emptyText: "Try another light or word.",
    back: "Back to supervision",
    ledger: "Ledger",
    ledgerFor: "Ledger: {{label}}",
    from: "From",
    to: "To",
    kind: "Kind",
    reason: "Reason",
    document: "Document",
    ongoing: "ongoing",
    calendar: "Working calendar version {{version}}",
    timeline: "Everything that happened",
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    supervision: typeof supervisionTexts.zh;
  }
}
