/** The modeler: draw, check, deploy as the next version. */
import { App } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker, useNavigate, useParams, useSearchParams } from "react-router";
import { useProblemText } from "../../api/use-problem-text.ts";
import type { Finding, FindingTrace } from "../../api/views.ts";
import { languageOf } from "../../i18n/language.ts";
import { Failure, Loading } from "../app/page-states.tsx";
import { downloadFile } from "../features/models/download-file.ts";
import { useModels, useVersions, useVersionXml } from "../features/models/use-models.ts";
import { blankModel } from "./blank-model.ts";
import { DeployDialog } from "./deploy-dialog.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { ModelerToolbar } from "./modeler-toolbar.tsx";
import { TracePlayer } from "./trace-player.tsx";
import { checkModel, findingsOf, useDeployment } from "./use-deployment.ts";
import { useModeler, type ModelerHandle } from "./use-modeler.ts";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "@bpmn-io/properties-panel/dist/assets/properties-panel.css";
import "./modeler.css";

/** A version to start from, or a blank model. */
export default function ModelerPage() {
  const { processId } = useParams();
  const [search] = useSearchParams();
  if (processId === undefined) {
    return <NewModel />;
  }
  const version = Number(search.get("version")) || undefined;
  return <Edit key={`${processId}-${String(version)}`} processId={processId} version={version} />;
}

function NewModel() {
  const { t } = useTranslation("modeler");
  const name = t("newModel");
  // Fixed at the start: a change of language must not begin a second model.
  const [xml] = useState(() => blankModel("new-process", name));
  return <Workbench xml={xml} name={name} fileName="new-process" />;
}

function Edit({
  processId,
  version,
}: {
  readonly processId: string;
  readonly version: number | undefined;
}) {
  const { t } = useTranslation("modeler");
  const versions = useVersions(processId);
  const models = useModels();
  // The version from which the edit started, even when somebody deploys meanwhile.
  const [pinned, setPinned] = useState(version);
  const newest = versions.data?.[0]?.version;
  if (pinned === undefined && newest !== undefined) setPinned(newest);
  const xml = useVersionXml(processId, pinned);
  const error = versions.error ?? xml.error;
  if (error !== null) return <Failure error={error} onRetry={() => void xml.refetch()} />;
  if (xml.data === undefined || pinned === undefined) return <Loading />;
  const name = models.data?.find((one) => one.processId === processId)?.name ?? processId;
  return (
    <Workbench
      xml={xml.data}
      name={t("editing", { name, version: pinned })}
      fileName={`${processId}-v${pinned}`}
    />
  );
}

interface WorkbenchProps {
  readonly xml: string;
  readonly name: string;
  readonly fileName: string;
}

function Workbench({ xml, name, fileName }: WorkbenchProps) {
  const { t, i18n } = useTranslation("modeler");
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const modeler = useModeler(xml, languageOf(i18n.language));
  const [findings, setFindings] = useState<readonly Finding[]>();
  const [trace, setTrace] = useState<FindingTrace>();
  const [isDeploying, setDeploying] = useState(false);
  const deployment = useDeployment();
  const unsound = findings?.filter((finding) => finding.isAcceptable === true).length ?? 0;
  useLeaveGuard(modeler.isChanged);

  const check = async (): Promise<readonly Finding[] | undefined> => {
    try {
      const found = await checkModel(await modeler.xml());
      setTrace(undefined);
      setFindings(found);
      return found;
    } catch (error) {
      void message.error(problemText(error), 6);
      return undefined;
    }
  };
  const startDeploy = async (): Promise<void> => {
    const found = await check();
    if (found === undefined) return;
    const errors = found.filter((finding) => finding.severity === "error" && !finding.isAcceptable);
    if (errors.length > 0) void message.error(t("hasErrors", { n: errors.length }), 6);
    else setDeploying(true);
  };
  const deploy = async (comment: string): Promise<void> => {
    try {
      const made = await deployment.mutateAsync({
        xml: await modeler.xml(),
        comment,
        acceptUnsound: unsound > 0,
      });
      setDeploying(false);
      modeler.markDeployed();
      const text = made.unchanged ? t("unchanged", made) : t("deployed", made);
      void message.success(text, 6);
      // After the guard has heard that nothing is unsaved any more.
      setTimeout(() => {
        void navigate(`/models/${encodeURIComponent(made.processId)}?version=${made.version}`);
      });
    } catch (error) {
      const found = findingsOf(error);
      if (found === undefined) return; // the dialog shows it
      setFindings(found);
      setDeploying(false);
    }
  };
  return (
    <div className="modeler">
      <ModelerToolbar
        name={name}
        modeler={modeler}
        onExport={async () => downloadFile(`${fileName}.bpmn`, await modeler.xml())}
        onCheck={async () => void (await check())}
        onDeploy={startDeploy}
      />
      <Board canvas={modeler.canvas} panel={modeler.panel} problem={modeler.problem} />
      {trace !== undefined && (
        <TracePlayer
          key={JSON.stringify(trace)}
          trace={trace}
          modeler={modeler}
          onClose={() => setTrace(undefined)}
        />
      )}
      {findings !== undefined && (
        <FindingsPanel
          findings={findings}
          onShow={modeler.show}
          onPlay={setTrace}
          onClose={() => {
            setTrace(undefined);
            setFindings(undefined);
          }}
        />
      )}
      <DeployDialog
        isOpen={isDeploying}
        isSending={deployment.isPending}
        unsound={unsound}
        problem={deployment.error}
        onDeploy={(comment) => void deploy(comment)}
        onCancel={() => setDeploying(false)}
      />
    </div>
  );
}

function Board({ canvas, panel, problem }: Pick<ModelerHandle, "canvas" | "panel" | "problem">) {
  const { t } = useTranslation("modeler");
  return (
    <div className="modeler-board">
      {problem !== undefined && (
        <p role="alert" className="modeler-problem">
          {t("importFailed", { reason: problem })}
        </p>
      )}
      <section ref={canvas} className="modeler-canvas" aria-label={t("canvas")} />
      <aside ref={panel} className="modeler-panel" aria-label={t("properties")} />
    </div>
  );
}

/** Neither a link nor a closed tab throws a drawing away without asking. */
function useLeaveGuard(isChanged: boolean): void {
  const { t } = useTranslation("modeler");
  const { modal } = App.useApp();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged && currentLocation.pathname !== nextLocation.pathname,
  );
  const texts = useMemo(
    () => ({
      title: t("leaveTitle"),
      content: t("leaveText"),
      okText: t("leave"),
      cancelText: t("stay"),
    }),
    [t],
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    modal.confirm({
      ...texts,
      okButtonProps: { danger: true },
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, modal, texts]);
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener("beforeunload", ask);
    return () => globalThis.removeEventListener("beforeunload", ask);
  }, [isChanged]);
}
