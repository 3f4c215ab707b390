/** One process: its versions, the drawing of one with the cases in it, and which cases those are. */
import {
  ArrowLeftOutlined,
  BlockOutlined,
  DiffOutlined,
  DownloadOutlined,
  EditOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { ModelInstance, ModelVersion } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { hasRole, useMe } from "../../../session/session.ts";
import { downloadFile } from "./download-file.ts";
import { useInstances, useModels, useVersions, useVersionXml } from "./use-models.ts";
import { VersionDiagram } from "./version-diagram.tsx";
import "./models.css";

/** The version shown is in the address; the newest where none is. */
export default function ModelPage() {
  const { t } = useTranslation("models");
  const { processId = "" } = useParams();
  const [search] = useSearchParams();
  const versions = useVersions(processId);
  const models = useModels();
  if (versions.isPending) return <Loading />;
  if (versions.isError) {
    return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  }
  const wanted = Number(search.get("version"));
  const shown = versions.data.find((one) => one.version === wanted) ?? versions.data[0];
  const name = models.data?.find((one) => one.processId === processId)?.name ?? processId;
  return (
    <div className="page">
      <header className="page-head">
        <Link to="/models" className="page-back">
          <ArrowLeftOutlined /> {t("back")}
        </Link>
        <h1>{name}</h1>
        <code>{processId}</code>
        {shown !== undefined && (
          <Actions processId={processId} version={shown.version} all={versions.data} />
        )}
      </header>
      {shown !== undefined && (
        <>
          <VersionDiagram
            key={shown.version}
            processId={processId}
            version={shown.version}
            height="440px"
          />
          <div className="model-columns">
            <Versions versions={versions.data} shown={shown.version} />
            <Instances processId={processId} version={shown.version} />
          </div>
        </>
      )}
    </div>
  );
}

function Actions({
  processId,
  version,
  all,
}: {
  readonly processId: string;
  readonly version: number;
  readonly all: readonly ModelVersion[];
}) {
  const { t } = useTranslation("models");
  const me = useMe();
  const navigate = useNavigate();
  const xml = useVersionXml(processId, version);
  const [newest, before] = all;
  const running = all.find((one) => one.version === version)?.runningInstances ?? 0;
  const mayMigrate = hasRole(me, "analyst", "admin") && running > 0;
  return (
    <div className="page-head-actions">
      {newest !== undefined && before !== undefined && (
        <Button
          icon={<DiffOutlined />}
          onClick={() => void navigate(`compare?left=${before.version}&right=${newest.version}`)}
        >
          {t("compare")}
        </Button>
      )}
      {newest !== undefined && newest.version !== version && mayMigrate && (
        <Button
          icon={<BlockOutlined />}
          onClick={() =>
            void navigate(
              `/operations/new?kind=migrateInstances&process=${processId}&version=${version}&to=${newest.version}`,
            )
          }
        >
          {t("migrate", { n: running, version: newest.version })}
        </Button>
      )}
      <Button
        icon={<DownloadOutlined />}
        disabled={xml.data === undefined}
        onClick={() => downloadFile(`${processId}-v${version}.bpmn`, xml.data ?? "")}
      >
        {t("export")}
      </Button>
      {hasRole(me, "analyst", "admin") && (
        <Button
          type="primary"
          icon={<EditOutlined />}
          onClick={() => void navigate(`edit?version=${version}`)}
        >
          {t("edit", { version })}
        </Button>
      )}
    </div>
  );
}

function Versions({
  versions,
  shown,
}: {
  readonly versions: readonly ModelVersion[];
  readonly shown: number;
}) {
  const { t } = useTranslation("models");
  const format = useFormat();
  return (
    <section className="panel">
      <h2>{t("history")}</h2>
      <ol className="model-versions">
        {versions.map((one) => (
          <li key={one.version} aria-current={one.version === shown ? "true" : undefined}>
            <Link to={`?version=${one.version}`}>v{one.version}</Link>
            <span className="tb-number">{t("runningCases", { n: one.runningInstances })}</span>
            <span>{one.comment ?? t("noComment")}</span>
            <span className="case-note">
              {one.deployedBy
                ? t("deployed", { date: format.dateTime(one.deployedAt), name: one.deployedBy })
                : t("deployedAt", { date: format.dateTime(one.deployedAt) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Cases on a version. */
export function Instances({
  processId,
  version,
}: {
  readonly processId: string;
  readonly version: number;
}) {
  const { t } = useTranslation(["models", "shared"]);
  const instances = useInstances(processId, version);
  if (instances.isPending) return <Loading />;
  if (instances.isError) {
    return <Failure isPart error={instances.error} onRetry={() => void instances.refetch()} />;
  }
  const items = instances.data.pages.flatMap((page) => page.items);
  return (
    <section className="panel model-instances">
      <h2>{t("models:instances", { version })}</h2>
      {items.length === 0 ? (
        <p className="case-note">{t("models:noInstances")}</p>
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t("models:case")}</th>
              <th scope="col">{t("models:state")}</th>
              <th scope="col">{t("models:current")}</th>
              <th scope="col">{t("models:started")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((instance) => (
              <InstanceRow key={instance.processInstanceId} instance={instance} />
            ))}
          </tbody>
        </table>
      )}
      {instances.hasNextPage && (
        <Button
          loading={instances.isFetchingNextPage}
          onClick={() => void instances.fetchNextPage()}
        >
          {t("shared:loadMore")}
        </Button>
      )}
    </section>
  );
}

const STATES = ["active", "completed", "terminated", "incident"] as const;

function InstanceRow({ instance }: { readonly instance: ModelInstance }) {
  const { t } = useTranslation("models");
  const format = useFormat();
  const state = STATES.find((one) => one === instance.state);
  const mayLook = hasRole(useMe(), "analyst", "supervisor", "admin");
  const number = <ShortCaseNumber caseNumber={instance.caseNumber ?? instance.processInstanceId} />;
  return (
    <tr>
      <td>
        {mayLook ? <Link to={`/instances/${instance.processInstanceId}`}>{number}</Link> : number}
      </td>
      <td>{state === undefined ? instance.state : t(`instanceState.${state}`)}</td>
      <td>{instance.activeElements?.join(" · ")}</td>
      <td className="tb-number">{format.dateTime(instance.startedAt)}</td>
    </tr>
  );
}
