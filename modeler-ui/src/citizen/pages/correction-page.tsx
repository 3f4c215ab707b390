/** The one correction: each point with its reason and what to do; named fields and materials are open, nothing else. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";
import { answer, api } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import type { FormData, FormField, FormSchema } from "../../forms/form-schema.ts";
import { FormView } from "../../forms/form-view.tsx";
import { useDraft } from "../../forms/use-draft.ts";
import { languageOf } from "../../i18n/language.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { NeedLogIn } from "../app/need-log-in.tsx";
import { Failure, Loading } from "../app/page-states.tsx";
import { MaterialUpload } from "../parts/material-upload.tsx";
import { useCase, useCaseStep, type CaseView } from "../parts/use-case.ts";

/** See file head. */
export default function CorrectionPage() {
  const { caseId = "" } = useParams();
  return (
    <NeedLogIn>
      <Correction id={caseId} />
    </NeedLogIn>
  );
}

function Correction({ id }: { readonly id: string }) {
  const { data: found, error, isPending, refetch } = useCase(id);
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (found.correction === null || !found.actions.includes("correct")) {
    return <Navigate replace to={`/cases/${id}`} />;
  }
  return <Points found={found} correction={found.correction} />;
}

function Points({
  found,
  correction,
}: {
  readonly found: CaseView;
  readonly correction: NonNullable<CaseView["correction"]>;
}) {
  const { t, i18n } = useTranslation("citizen");
  const isEnglish = languageOf(i18n.language) === "en";
  const format = useFormat();
  const navigate = useNavigate();
  const draft = useDraft(`correction.${found.id}`, found.form as FormData);
  const [isDeclared, setDeclared] = useState(false);
  const send = useCaseStep(found.id, () =>
    answer(
      api.POST("/api/cases/{id}/correction", {
        params: { path: { id: found.id } },
        body: { declaration: isDeclared, form: draft.data },
      }),
    ),
  );
  const notice = found.documents.find(({ kind }) => kind === "correctionNotice");
  const problem = send.error === null ? null : problemOf(send.error);
  return (
    <main className="c-page">
      <h1>{t("correct.title")}</h1>
      <p>{t("correct.lead", { date: format.date(correction.deadlineAt) })}</p>
      {notice !== undefined && (
        <p>
          <a
            href={`/api/cases/${found.id}/documents/${notice.id}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("correct.notice")} {correction.noticeNumber}
          </a>
        </p>
      )}
      <ol className="c-list">
        {correction.reasons.map(({ materialCode, fieldKey, reasonCode, reason, howToFix }) => {
          const material = found.materials.find(({ code }) => code === materialCode);
          const schema =
            fieldKey === null ? null : onlyField(found.formSchema as FormSchema, fieldKey);
          return (
            <li key={reasonCode} className="c-card">
              <p>
                <strong>{t("correct.problem")}</strong> {reason}
              </p>
              <p>
                <strong>{t("correct.fix")}</strong> {howToFix}
              </p>
              {schema !== null && (
                <FormView schema={schema} data={draft.data} onChange={draft.change} />
              )}
              {schema === null && material !== undefined && (
                <ul className="c-list">
                  <MaterialUpload caseId={found.id} material={material} isOpen />
                </ul>
              )}
            </li>
          );
        })}
      </ol>
      {problem !== null && (
        <div className="c-alert c-alert-red" role="alert">
          <p>{problem.sentence(isEnglish ? "en" : "zh-CN")}</p>
          <ul>
            {problem.errors.map(({ path, detail, detailEn }) => (
              <li key={path}>{isEnglish ? detailEn : detail}</li>
            ))}
          </ul>
        </div>
      )}
      <label className="c-card c-declare">
        <input
          type="checkbox"
          checked={isDeclared}
          onChange={(event) => setDeclared(event.target.checked)}
        />
        <span>{t("correct.declaration")}</span>
      </label>
      <div className="c-actions">
        <button
          type="button"
          className="c-button c-button-primary"
          disabled={!isDeclared || send.isPending}
          onClick={() =>
            send.mutate(undefined, {
              onSuccess: () => {
                draft.forget();
                void navigate(`/cases/${found.id}`);
              },
            })
          }
        >
          {t("correct.submit")}
        </button>
      </div>
    </main>
  );
}

/** A form of the one field that the notice names. */
function onlyField(schema: FormSchema, key: string): FormSchema | null {
  const find = (components: readonly FormField[]): FormField | undefined => {
    for (const field of components) {
      if (field.key === key) return field;
      const inside = field.components && find(field.components);
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  const field = find(schema.components);
  return field === undefined ? null : { ...schema, components: [field] };
}
