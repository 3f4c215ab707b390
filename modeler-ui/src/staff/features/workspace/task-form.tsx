/** Form and opinion of a task: claimed first, kept as a draft while typed, confirmed before it is final. */
import { Alert, App, Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { TaskView } from "../../../api/case-views.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import { submittedData, withDefaults, type FormFaults } from "../../../forms/check-form.ts";
import { FaultSummary } from "../../../forms/fault-summary.tsx";
import type { FormSchema } from "../../../forms/form-schema.ts";
import { FormView, type FieldOverrides } from "../../../forms/form-view.tsx";
import type { Draft } from "../../../forms/use-draft.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { useMe } from "../../../session/session.ts";
import { useClaim } from "../inbox/use-tasks.ts";
import { CorrectionItems } from "./correction-items.tsx";
import { AdverseNote } from "./adverse-note.tsx";
import { checkDecision } from "./check-decision.ts";
import { Opinions } from "./opinions.tsx";
import { hasField, isAdverse, outcomeOf } from "./outcome.ts";
import { Photos } from "./photos.tsx";
import { useConfirmText } from "./use-confirm-text.ts";
import { useTaskDraft } from "./use-task-draft.ts";
import { useCompleteTask, useReleaseTask } from "./use-task.ts";

const OVERRIDES: FieldOverrides = { correctionItems: CorrectionItems };
const NO_FORM: FormSchema = { components: [] };
const NO_FAULTS: FormFaults = new Map();

/** The right side of the workspace. */
export function TaskForm({ view }: { readonly view: TaskView }) {
  const { t } = useTranslation("workspace");
  const me = useMe();
  const { task } = view;
  const isMine = task.assignee?.id === me.id;
  const schema = view.form?.schema ?? NO_FORM;
  const initial = useMemo(
    () => withDefaults(schema, view.form?.data ?? {}),
    [schema, view.form?.data],
  );
  const draft = useTaskDraft(view, initial);
  const [faults, setFaults] = useState(NO_FAULTS);
  return (
    <section className="panel task-form" aria-labelledby="task-form-title">
      <header className="task-form-head">
        <h2 id="task-form-title">{t("task.title")}</h2>
        {isMine && <Release view={view} onReleased={draft.forget} />}
      </header>
      {task.fallback && <Alert type="warning" showIcon title={t("task.fallback")} />}
      <Holding view={view} isMine={isMine} />
      {draft.isRestored && (
        <Alert
          type="info"
          title={t("task.draftRestored")}
          action={
            <Button size="small" type="text" onClick={() => void draft.discard()}>
              {t("task.discard")}
            </Button>
          }
        />
      )}
      <Opinions opinions={view.opinions} />
      <FaultSummary faults={faults} />
      {schema.components.length === 0 && <p className="case-note">{t("task.noForm")}</p>}
      <FormView
        schema={schema}
        data={draft.data}
        faults={faults}
        isReadOnly={!isMine}
        overrides={OVERRIDES}
        onChange={(data) => {
          draft.change(data);
          if (faults.size > 0) setFaults(checkDecision(schema, data));
        }}
      />
      {(view.photosRequired || view.photos.length > 0) && <Photos isReadOnly={!isMine} />}
      {isMine && <Presets view={view} schema={schema} draft={draft} />}
      <AdverseNote legal={view.legal} data={draft.data} />
      {isMine && <Submit view={view} schema={schema} draft={draft} onFaults={setFaults} />}
    </section>
  );
}

/** Gives the task back to everybody who may take it. */
function Release({
  view,
  onReleased,
}: {
  readonly view: TaskView;
  readonly onReleased: () => void;
}) {
  const { t } = useTranslation("workspace");
  const { message } = App.useApp();
  const problemText = useProblemText();
  const release = useReleaseTask(view.task.id);
  return (
    <Button
      size="small"
      loading={release.isPending}
      onClick={() =>
        release.mutate(undefined, {
          onSuccess: () => {
            onReleased();
            void message.info(t("task.released"));
          },
          onError: (error) => void message.error(problemText(error), 6),
        })
      }
    >
      {t("task.release")}
    </Button>
  );
}

/** Whose the task is, and how to make it one's own. */
function Holding({ view, isMine }: { readonly view: TaskView; readonly isMine: boolean }) {
  const { t } = useTranslation("workspace");
  const problemText = useProblemText();
  const { language } = useFormat();
  const claim = useClaim();
  const holder = view.task.assignee;
  return (
    <>
      {claim.error !== null && <Alert type="error" showIcon title={problemText(claim.error)} />}
      {view.blockedBy !== null && (
        <Alert
          type="error"
          showIcon
          title={language === "en" ? view.blockedBy.detailEn : view.blockedBy.detail}
        />
      )}
      {!isMine && holder && (
        <Alert type="info" showIcon title={t("task.takenBy", { name: holder.name })} />
      )}
      {!holder && view.blockedBy === null && (
        <Alert
          type="info"
          title={t("task.claimFirst")}
          action={
            <Button
              type="primary"
              loading={claim.isPending}
              onClick={() => claim.mutate(view.task)}
            >
              {t("task.claim")}
            </Button>
          }
        />
      )}
    </>
  );
}

/** One click instead of typing the usual sentence. */
function Presets({
  view,
  schema,
  draft,
}: {
  readonly view: TaskView;
  readonly schema: FormSchema;
  readonly draft: Draft;
}) {
  const { t } = useTranslation("workspace");
  if (view.opinionsPresets.length === 0 || !hasField(schema, "opinion")) return null;
  return (
    <div className="task-presets">
      <span className="case-note">{t("task.presets")}</span>
      {view.opinionsPresets.map((preset) => (
        <Button
          key={preset}
          size="small"
          onClick={() => draft.change({ ...draft.data, opinion: preset })}
        >
          {preset}
        </Button>
      ))}
    </div>
  );
}

function Submit({
  view,
  schema,
  draft,
  onFaults,
}: {
  readonly view: TaskView;
  readonly schema: FormSchema;
  readonly draft: Draft;
  readonly onFaults: (faults: FormFaults) => void;
}) {
  const { t } = useTranslation(["workspace", "shared"]);
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const confirmText = useConfirmText();
  const complete = useCompleteTask(view.task.id);

  const send = async (): Promise<void> => {
    try {
      await complete.mutateAsync(submittedData(schema, draft.data));
    } catch {
      return; // shown below the form, with everything typed still there
    }
    draft.forget();
    void message.success(t("workspace:task.submitted", { name: view.task.name }));
    void navigate("/inbox");
  };
  const ask = (): void => {
    const faults = checkDecision(schema, draft.data);
    onFaults(faults);
    if (faults.size > 0) return;
    modal.confirm({
      title: t("workspace:confirm.title"),
      content: confirmText(draft.data),
      okText: t("workspace:confirm.ok"),
      cancelText: t("shared:cancel"),
      okButtonProps: { danger: isAdverse(outcomeOf(draft.data)) },
      onOk: send,
    });
  };
  return (
    <div className="task-submit">
      {complete.error !== null && (
        <Alert type="error" showIcon title={problemText(complete.error)} />
      )}
      <Button type="primary" size="large" block loading={complete.isPending} onClick={ask}>
        {t("workspace:task.submit")}
      </Button>
    </div>
  );
}
