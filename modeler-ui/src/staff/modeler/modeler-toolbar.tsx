import {
  CheckCircleOutlined,
  CloudUploadOutlined,
  CompressOutlined,
  DownloadOutlined,
  FolderOpenOutlined,
  RedoOutlined,
  UndoOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from "@ant-design/icons";
import { App, Button, Tooltip } from "antd";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StateTag } from "../app/state-tag.tsx";
import type { ModelerHandle } from "./use-modeler.ts";

interface ModelerToolbarProps {
  readonly name: string;
  readonly modeler: ModelerHandle;
  readonly onExport: () => Promise<void>;
  readonly onCheck: () => Promise<void>;
  readonly onDeploy: () => Promise<void>;
}

/** Everything one does with a drawing as a whole. */
export function ModelerToolbar({
  name,
  modeler,
  onExport,
  onCheck,
  onDeploy,
}: ModelerToolbarProps) {
  const { t } = useTranslation("modeler");
  const { message } = App.useApp();
  const file = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };
  const read = async (chosen: File): Promise<void> => {
    try {
      await modeler.open(await chosen.text());
      void message.success(t("imported", { name: chosen.name }));
    } catch (error) {
      void message.error(t("importFailed", { reason: (error as Error).message }), 8);
    }
  };
  const tool = (label: string, icon: ReactNode, isOn: boolean, act: () => void): ReactNode => (
    <Tooltip title={label}>
      <Button type="text" icon={icon} aria-label={label} disabled={!isOn} onClick={act} />
    </Tooltip>
  );
  return (
    <header className="modeler-toolbar">
      <h1>{name}</h1>
      {modeler.isChanged && <StateTag tone="yellow">{t("unsaved")}</StateTag>}
      <div className="modeler-tools" role="toolbar" aria-label={t("toolbar")}>
        {tool(t("undo"), <UndoOutlined />, modeler.canUndo, modeler.undo)}
        {tool(t("redo"), <RedoOutlined />, modeler.canRedo, modeler.redo)}
        {tool(t("zoomOut"), <ZoomOutOutlined />, modeler.isReady, () => modeler.zoomBy(0.8))}
        {tool(t("zoomIn"), <ZoomInOutlined />, modeler.isReady, () => modeler.zoomBy(1.25))}
        {tool(t("fit"), <CompressOutlined />, modeler.isReady, modeler.fit)}
        <input
          ref={file}
          className="tb-visually-hidden"
          type="file"
          accept=".bpmn,.xml"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (chosen !== undefined) void read(chosen);
          }}
        />
        <Button icon={<FolderOpenOutlined />} onClick={() => file.current?.click()}>
          {t("import")}
        </Button>
        <Button
          icon={<DownloadOutlined />}
          disabled={!modeler.isReady}
          onClick={() => void during(onExport)}
        >
          {t("export")}
        </Button>
        <Button
          icon={<CheckCircleOutlined />}
          disabled={!modeler.isReady}
          loading={isBusy}
          onClick={() => void during(onCheck)}
        >
          {t("check")}
        </Button>
        <Button
          type="primary"
          icon={<CloudUploadOutlined />}
          disabled={!modeler.isReady || isBusy}
          onClick={() => void during(onDeploy)}
        >
          {t("deploy")}
        </Button>
      </div>
    </header>
  );
}
