/** Situation questions and the personal list that they lead to: "what exactly do I need?" in under a minute. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { answer, api } from "../../api/client.ts";
import { languageOf } from "../../i18n/language.ts";
import { useSession } from "../../session/session.ts";
import { Failure, Loading } from "../app/page-states.tsx";
import { useGuide, type Answers, type Checklist, type MatterGuide } from "../parts/use-case.ts";

const keyOf = (matterId: string): string => `tongban.answers.${matterId}`;

function kept(matterId: string): Answers {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(matterId)) ?? "{}") as Answers;
  } catch {
    return {};
  }
}

/** See file head. */
export default function ApplyPage() {
  const { matterId = "" } = useParams();
  const { data: guide, error, isPending, refetch } = useGuide(matterId);
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return <Questions guide={guide} />;
}

function Questions({ guide }: { readonly guide: MatterGuide }) {
  const { t, i18n } = useTranslation("citizen");
  const language = languageOf(i18n.language) === "en" ? "en" : "zh";
  const [answers, setAnswers] = useState<Answers>(() => kept(guide.id));
  const isComplete = guide.questions.every(({ key }) => answers[key] !== undefined);
  const choose = (key: string, value: boolean | string): void => {
    const next = { ...answers, [key]: value };
    setAnswers(next);
    sessionStorage.setItem(keyOf(guide.id), JSON.stringify(next));
  };
  return (
    <main className="c-page c-two">
      <div>
        <h1>{t("apply.questions")}</h1>
        <p className="c-secondary">{t("apply.questionsLead")}</p>
        {guide.questions.map(({ key, type, question, hint, options }) => (
          <fieldset key={key} className="c-card c-question">
            <legend>{question[language]}</legend>
            {hint !== null && <p className="c-secondary">{hint[language]}</p>}
            <div className="c-choices">
              {(type === "boolean"
                ? [
                    { value: true, label: t("apply.yes") },
                    { value: false, label: t("apply.no") },
                  ]
                : options.map(({ value, label }) => ({ value, label: label[language] }))
              ).map(({ value, label }) => (
                <label key={String(value)} className="c-choice">
                  <input
                    type="radio"
                    name={key}
                    checked={answers[key] === value}
                    onChange={() => choose(key, value)}
                  />
                  <span>{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <PersonalList guide={guide} answers={answers} isComplete={isComplete} />
    </main>
  );
}

function PersonalList({
  guide,
  answers,
  isComplete,
}: {
  readonly guide: MatterGuide;
  readonly answers: Answers;
  readonly isComplete: boolean;
}) {
  const { t, i18n } = useTranslation("citizen");
  const language = languageOf(i18n.language) === "en" ? "en" : "zh";
  const { data: me } = useSession();
  const navigate = useNavigate();
  const { data, error } = useQuery({
    queryKey: ["checklist", guide.id, answers, me?.id],
    queryFn: () =>
      answer(
        api.POST("/api/matters/{id}/checklist", {
          params: { path: { id: guide.id } },
          body: { answers },
        }),
      ),
    enabled: isComplete,
  });
  const begin = useMutation({
    mutationFn: () => answer(api.POST("/api/cases", { body: { matterId: guide.id, answers } })),
    onSuccess: (created) => navigate(`/cases/${created.id}/edit`),
  });
  return (
    <section className="c-card c-aside" aria-live="polite">
      <h2>{t("apply.list")}</h2>
      {!isComplete && <p className="c-secondary">{t("apply.listNone")}</p>}
      {error && <Failure error={error} />}
      {data && (
        <>
          {data.advice.map(({ text, matterId }) => (
            <p key={text.zh} className="c-alert c-alert-yellow">
              {text[language]}{" "}
              {matterId !== null && (
                <Link to={`/matters/${matterId}`}>{t("apply.adviceLink")}</Link>
              )}
            </p>
          ))}
          <ChecklistItems checklist={data} />
          {me?.kind === "citizen" ? (
            <button
              type="button"
              className="c-button c-button-primary c-button-wide"
              disabled={begin.isPending}
              onClick={() => begin.mutate()}
            >
              {t("apply.begin")}
            </button>
          ) : (
            <Link
              className="c-button c-button-primary c-button-wide"
              to={`/login?from=${encodeURIComponent(`/matters/${guide.id}/apply`)}`}
            >
              {t("apply.beginLogIn")}
            </Link>
          )}
          {begin.error && <Failure error={begin.error} />}
        </>
      )}
    </section>
  );
}

function ChecklistItems({ checklist }: { readonly checklist: Checklist }) {
  const { t, i18n } = useTranslation("citizen");
  const isEnglish = languageOf(i18n.language) === "en";
  return (
    <ul className="c-rows">
      {checklist.items.map((item) => (
        <li key={item.code}>
          <strong>{isEnglish ? (item.nameEn ?? item.name) : item.name}</strong>
          <span className={`c-tag c-how-${item.how}`}>{t(`apply.how.${item.how}`)}</span>
          {item.fetchedFrom !== null && (
            <span className="c-note">
              {item.fetchedFrom.typeName} · {item.fetchedFrom.holderName}
            </span>
          )}
          {item.fetchable && item.how !== "fetch" && (
            <span className="c-note">{t("apply.canFetch")}</span>
          )}
          {item.supplementWorkingDays !== null && (
            <span className="c-note">
              {t("apply.supplement", { n: item.supplementWorkingDays })}
            </span>
          )}
          {item.notes !== null && <span className="c-secondary">{item.notes}</span>}
          {item.template !== null && <a href={item.template}>{t("guide.template")}</a>}
        </li>
      ))}
    </ul>
  );
}
