import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceProps } from "./act.ts";
import { questionOf } from "./device-faces.ts";

/** GB/T 39046 grades: 1 is very satisfied, 5 very dissatisfied. */
const GRADES = [1, 2, 3, 4, 5] as const;

/** The evaluator at the window: asks when a case closes. */
export function Evaluator({ face, act }: DeviceProps) {
  const { t } = useTranslation("simulators");
  const [chosenTags, setChosenTags] = useState<readonly string[]>([]);
  const asked = questionOf(face);
  if (asked === undefined) {
    return <p className="evaluator evaluator-idle">{t("evaluator.idle")}</p>;
  }
  return (
    <div className="evaluator" aria-live="polite">
      <p className="evaluator-question">{asked.question}</p>
      <div className="evaluator-tags">
        {asked.tags.map((tag) => (
          <Button
            key={tag}
            size="small"
            shape="round"
            aria-pressed={chosenTags.includes(tag)}
            type={chosenTags.includes(tag) ? "primary" : "default"}
            onClick={() =>
              setChosenTags((last) =>
                last.includes(tag) ? last.filter((one) => one !== tag) : [...last, tag],
              )
            }
          >
            {tag}
          </Button>
        ))}
      </div>
      <div className="evaluator-grades">
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            onClick={() => {
              act({ action: "tap", grade, tags: chosenTags });
              setChosenTags([]);
            }}
          >
            <Face grade={grade} />
            {t(`evaluator.grade.g${grade}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Face({ grade }: { readonly grade: (typeof GRADES)[number] }) {
  const bend = 26 + (3 - grade) * 3.5;
  return (
    <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
      <circle cx="18" cy="18" r="16" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="12.5" cy="15" r="2" fill="currentColor" />
      <circle cx="23.5" cy="15" r="2" fill="currentColor" />
      <path
        d={`M11 ${24 - (3 - grade)}Q18 ${bend} 25 ${24 - (3 - grade)}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
