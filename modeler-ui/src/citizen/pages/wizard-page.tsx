/** The application in four steps. Each step is an address, so that "back" works; nothing typed is ever lost. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { useNamed } from "../../i18n/use-named.ts";
import { answer, api } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { checkForm, type FormFaults } from "../../forms/check-form.ts";
import type { FormData, FormSchema } from "../../forms/form-schema.ts";
import { useDraft } from "../../forms/use-draft.ts";
import { languageOf } from "../../i18n/language.ts";
import { NeedLogIn } from "../app/need-log-in.tsx";
import { Failure, Loading } from "../app/page-states.tsx";
import { ApplicationForm, useServerDraft } from "../parts/application-form.tsx";
import { BookingChoice } from "../parts/booking-choice.tsx";
import { DeliveryChoice } from "../parts/delivery-choice.tsx";
import { FormSummary } from "../parts/form-summary.tsx";
import { MaterialUpload } from "../parts/material-upload.tsx";
import { useCase, useCaseStep, type CaseView } from "../parts/use-case.ts";

const STEPS = ["form", "materials", "ways", "review"] as const;
type Step = (typeof STEPS)[number];
const NO_FAULTS: FormFaults = new Map();

/** See file head. */
export default function WizardPage() {
  const { caseId = "" } = useParams();
  return (
    <NeedLogIn>
      <Wizard id={caseId} />
    </NeedLogIn>
  );
}

function Wizard({ id }: { readonly id: string }) {
  const { t } = useTranslation("citizen");
  const named = useNamed();
  const { data: found, error, isPending, refetch } = useCase(id);
  const [search, setSearch] = useSearchParams();
  const step = STEPS.find((one) => one === search.get("step")) ?? "form";
  if (isPending) return <Loading />;
  if (error) {
    return (
      <main className="c-page">
        <Failure error={error} retry={() => void refetch()} />
      </main>
    );
  }
  if (found.status !== "draft") return <Navigate replace to={`/cases/${id}`} />;
  const go = (next: Step): void => {
    setSearch({ step: next });
    window.scrollTo({ top: 0 });
  };
  const index = STEPS.indexOf(step);
  return (
    <main className="c-page">
      <h1>{named(found.matter)}</h1>
      <ol className="c-steps" aria-label={t("wizard.steps")}>
        {STEPS.map((one, at) => (
          <li key={one} aria-current={one === step ? "step" : undefined} data-done={at < index}>
            <button type="button" onClick={() => go(one)}>
              <span className="tb-number">{at + 1}</span> {t(`wizard.step.${one}`)}
            </button>
          </li>
        ))}
      </ol>
      {step === "form" && <FormStep found={found} onDone={() => go("materials")} />}
      {step === "materials" && (
        <MaterialsStep found={found} onBack={() => go("form")} onDone={() => go("ways")} />
      )}
      {step === "ways" && (
        <WaysStep found={found} onBack={() => go("materials")} onDone={() => go("review")} />
      )}
      {step === "review" && <ReviewStep found={found} onBack={() => go("ways")} go={go} />}
    </main>
  );
}

function FormStep({ found, onDone }: { readonly found: CaseView; readonly onDone: () => void }) {
  const { t } = useTranslation("citizen");
  const draft = useDraft(`case.${found.id}`, found.form as FormData);
  const [saveState, keep, flush] = useServerDraft(found.id);
  const [faults, setFaults] = useState(NO_FAULTS);
  const schema = found.formSchema as FormSchema;
  const refresh = useCaseStep(found.id, flush);
  const change = (data: FormData): void => {
    draft.change(data);
    keep(data);
    if (faults.size > 0) setFaults(checkForm(schema, data));
  };
  const next = async (): Promise<void> => {
    const wrong = checkForm(schema, draft.data);
    setFaults(wrong);
    if (wrong.size > 0) return;
    keep(draft.data);
    await refresh.mutateAsync();
    onDone();
  };
  return (
    <section className="c-card">
      <ApplicationForm found={found} data={draft.data} faults={faults} onChange={change} />
      <output className="c-secondary">{t(`wizard.${saveState}`)}</output>
      <div className="c-actions">
        <button type="button" className="c-button c-button-primary" onClick={() => void next()}>
          {t("wizard.next")}
        </button>
        <DeleteDraft id={found.id} forget={draft.forget} />
      </div>
    </section>
  );
}

function DeleteDraft({ id, forget }: { readonly id: string; readonly forget: () => void }) {
  const { t } = useTranslation("citizen");
  const navigate = useNavigate();
  const remove = useCaseStep(id, () =>
    answer(api.DELETE("/api/cases/{id}", { params: { path: { id } } })),
  );
  return (
    <>
      <button
        type="button"
        className="c-link"
        disabled={remove.isPending}
        onClick={() => {
          if (!globalThis.confirm(t("wizard.deleteSure"))) return;
          forget();
          remove.mutate(undefined, { onSuccess: () => void navigate("/cases") });
        }}
      >
        {t("wizard.delete")}
      </button>
      {remove.error && <Failure error={remove.error} />}
    </>
  );
}

interface StepProps {
  readonly found: CaseView;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function MaterialsStep({ found, onBack, onDone }: StepProps) {
  const { t } = useTranslation("citizen");
  return (
    <section>
      <p className="c-secondary">{t("wizard.materialsLead")}</p>
      <ul className="c-list">
        {found.materials.map((material) => (
          <MaterialUpload key={material.code} caseId={found.id} material={material} isOpen />
        ))}
      </ul>
      <StepButtons onBack={onBack} onDone={onDone} />
    </section>
  );
}

function WaysStep({ found, onBack, onDone }: StepProps) {
  return (
    <section>
      <BookingChoice found={found} />
      <DeliveryChoice found={found} />
      <StepButtons onBack={onBack} onDone={onDone} />
    </section>
  );
}

function StepButtons({ onBack, onDone }: Pick<StepProps, "onBack" | "onDone">) {
  const { t } = useTranslation("citizen");
  return (
    <div className="c-actions">
      <button type="button" className="c-button c-button-primary" onClick={onDone}>
        {t("wizard.next")}
      </button>
      <button type="button" className="c-button" onClick={onBack}>
        {t("wizard.back")}
      </button>
    </div>
  );
}

function ReviewStep({
  found,
  onBack,
  go,
}: {
  readonly found: CaseView;
  readonly onBack: () => void;
  readonly go: (step: Step) => void;
}) {
  const { t, i18n } = useTranslation("citizen");
  const named = useNamed();
  const isEnglish = languageOf(i18n.language) === "en";
  const navigate = useNavigate();
  const draft = useDraft(`case.${found.id}`, found.form as FormData);
  const [isDeclared, setDeclared] = useState(false);
  // One key for this page: a second click, or a repeated request, hands in nothing twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const submit = useMutation({
    mutationFn: () =>
      answer(
        api.POST("/api/cases/{id}/submit", {
          params: { path: { id: found.id } },
          body: { declaration: isDeclared, idempotencyKey },
        }),
      ),
    onSuccess: () => {
      draft.forget();
      void navigate(`/cases/${found.id}/receipt`, { replace: true });
    },
  });
  const problem = submit.error === null ? null : problemOf(submit.error);
  const stepOf = (path: string): Step =>
    path.startsWith("materials") ? "materials" : path.startsWith("booking") ? "ways" : "form";
  return (
    <section>
      <h2>{t("wizard.review")}</h2>
      <FormSummary found={found} />
      <ul className="c-rows c-card">
        {found.materials.map((material) => (
          <li key={material.code}>
            <strong>{named(material)}</strong>
            <span className={`c-tag c-status-${material.status}`}>
              {t(`wizard.status.${material.status}`)}
            </span>
          </li>
        ))}
      </ul>
      <p className="c-card">
        {t(found.channel === "online" ? "wizard.online" : "wizard.window")} ·{" "}
        {t(`wizard.deliveryKind.${found.delivery?.kind ?? "electronic"}`)}
      </p>
      {problem !== null && (
        <div className="c-alert c-alert-red" role="alert">
          <p>{problem.sentence(isEnglish ? "en" : "zh-CN")}</p>
          <ul>
            {problem.errors.map(({ path, detail, detailEn }) => (
              <li key={path}>
                <button type="button" className="c-link" onClick={() => go(stepOf(path))}>
                  {isEnglish ? detailEn : detail}
                </button>
              </li>
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
        <span>{t("wizard.declaration")}</span>
      </label>
      <div className="c-actions">
        <button
          type="button"
          className="c-button c-button-primary"
          disabled={!isDeclared || submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t(submit.isPending ? "wizard.submitting" : "wizard.submit")}
        </button>
        <button type="button" className="c-button" onClick={onBack}>
          {t("wizard.back")}
        </button>
      </div>
    </section>
  );
}
