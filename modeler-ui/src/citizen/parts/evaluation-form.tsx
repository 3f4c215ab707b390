/** The rating 好差评: five grades, tags that fit the grade, words; never forced, given once. */
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client.ts";
import { languageOf } from "../../i18n/language.ts";
import { Failure } from "../app/page-states.tsx";
import { useCaseStep, useGuide, type CaseView } from "./use-case.ts";

const GRADES = [1, 2, 3, 4, 5] as const;
/** From this grade on a rating is a bad one, with tags of its own. */
const FIRST_BAD_GRADE = 4;

/** See file head. */
export function EvaluationForm({ found }: { readonly found: CaseView }) {
  const { t, i18n } = useTranslation("citizen");
  const language = languageOf(i18n.language) === "en" ? "en" : "zh";
  const { data: guide } = useGuide(found.matter.id);
  const [grade, setGrade] = useState<(typeof GRADES)[number]>();
  const [tags, setTags] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const [anonymous, setAnonymous] = useState(false);
  const send = useCaseStep(found.id, (given: number) =>
    answer(
      api.POST("/api/cases/{id}/evaluation", {
        params: { path: { id: found.id } },
        body: { grade: given, tags: [...tags], anonymous, ...(text.trim() !== "" && { text }) },
      }),
    ),
  );
  const offered =
    grade === undefined
      ? []
      : (guide?.evaluationTags[grade < FIRST_BAD_GRADE ? "satisfied" : "dissatisfied"] ?? []);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (grade !== undefined) send.mutate(grade);
  };
  return (
    <form className="c-card c-next c-form" onSubmit={submit}>
      <h2>{t("evaluate.title")}</h2>
      <p className="c-secondary">{t("evaluate.lead")}</p>
      <fieldset className="c-grades">
        <legend className="tb-visually-hidden">{t("evaluate.title")}</legend>
        {GRADES.map((one) => (
          <label key={one} className="c-choice">
            <input
              type="radio"
              name="grade"
              checked={grade === one}
              onChange={() => {
                setGrade(one);
                setTags([]);
              }}
            />
            <span>{t(`evaluate.grade.g${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {offered.length > 0 && (
        <fieldset className="c-tags">
          <legend>{t("evaluate.tags")}</legend>
          {offered.map((tag) => (
            <label key={tag.zh} className="c-choice">
              <input
                type="checkbox"
                checked={tags.includes(tag.zh)}
                onChange={(event) =>
                  setTags(
                    event.target.checked ? [...tags, tag.zh] : tags.filter((one) => one !== tag.zh),
                  )
                }
              />
              <span>{tag[language]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label>
        {t("evaluate.text")}
        <textarea maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <label className="c-declare">
        <input
          type="checkbox"
          checked={anonymous}
          onChange={(event) => setAnonymous(event.target.checked)}
        />
        <span>{t("evaluate.anonymous")}</span>
      </label>
      {send.error && <Failure error={send.error} />}
      <button
        type="submit"
        className="c-button c-button-primary"
        disabled={grade === undefined || send.isPending}
      >
        {t("evaluate.submit")}
      </button>
    </form>
  );
}
