import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Finding, FindingTrace } from "../../api/views.ts";
import { StateTag } from "../app/state-tag.tsx";
import { languageOf } from "../../i18n/language.ts";

const severities = ["error", "warning", "hint"] as const;
const tones = { error: "red", warning: "yellow", hint: "grey" } as const;

/** What the check found, errors first; a click selects the element. */
export function FindingsPanel({
  findings,
  onShow,
  onPlay,
  onClose,
}: {
  readonly findings: readonly Finding[];
  readonly onShow: (elementId: string) => void;
  readonly onPlay: (trace: FindingTrace) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation("modeler");
  const language = languageOf(i18n.language);
  const sorted = severities.map((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const [errors = 0, warnings = 0, hints = 0] = sorted.map(({ length }) => length);
  return (
    <section className="findings" aria-label={t("findings")}>
      <header>
        <h2>{t("findings")}</h2>
        <output>
          {findings.length === 0
            ? t("noFindings")
            : [
                t("errors", { n: errors }),
                t("warnings", { n: warnings }),
                t("hints", { n: hints }),
              ].join(" · ")}
        </output>
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={t("closeFindings")}
          onClick={onClose}
        />
      </header>
      <ul>
        {sorted.flat().map((finding, index) => {
          const { elementId, trace } = finding;
          return (
            <li key={`${finding.code}-${elementId ?? ""}-${String(index)}`}>
              <StateTag tone={tones[finding.severity]}>
                {t(`severity.${finding.severity}`)}
              </StateTag>
              <span>{language === "en" ? finding.message.en : finding.message.zh}</span>
              <span className="case-note">
                {finding.code}
                {finding.line ? ` · ${t("line", { n: finding.line })}` : ""}
              </span>
              {elementId && (
                <Button size="small" type="link" onClick={() => onShow(elementId)}>
                  {t("show")} <span className="tb-visually-hidden">{elementId}</span>
                </Button>
              )}
              {trace && (
                <Button size="small" type="link" onClick={() => onPlay(trace)}>
                  {t("play")} <span className="tb-visually-hidden">{elementId}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
