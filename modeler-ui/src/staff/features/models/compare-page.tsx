/** Two versions side by side: what changed, and which cases are where. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { Failure, Loading } from "../../app/page-states.tsx";
import { StateTag, type Tone } from "../../app/state-tag.tsx";
import { compareElements, elementsOf, type ModelChange } from "./compare-models.ts";
import { Instances } from "./model-page.tsx";
import { useVersions, useVersionXml } from "./use-models.ts";
import { VersionDiagram } from "./version-diagram.tsx";
import "./models.css";

const TONES: Readonly<Record<ModelChange["kind"], Tone>> = {
  added: "green",
  changed: "yellow",
  removed: "red",
};

/** Both versions are in the address. */
export default function ComparePage() {
  const { t } = useTranslation("models");
  const { processId = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const versions = useVersions(processId);
  if (versions.isPending) return <Loading />;
  if (versions.isError) {
    return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  }
  const numbers = versions.data.map((one) => one.version);
  const right = Number(search.get("right")) || (numbers[0] ?? 1);
  const left = Number(search.get("left")) || (numbers[1] ?? right);
  const options = numbers.map((version) => ({ value: version, label: `v${version}` }));
  const put = (side: "left" | "right", version: number): void =>
    setSearch({ left: String(left), right: String(right), [side]: String(version) });
  return (
    <div className="page">
      <header className="page-head">
        <Link to={`/models/${encodeURIComponent(processId)}`} className="page-back">
          <ArrowLeftOutlined /> {processId}
        </Link>
        <h1>{t("compareTitle")}</h1>
      </header>
      <Changes processId={processId} left={left} right={right} />
      <div className="compare">
        {(
          [
            ["left", left],
            ["right", right],
          ] as const
        ).map(([side, version]) => (
          <section key={side} aria-label={t(side)}>
            <Select
              aria-label={t(side)}
              value={version}
              options={options}
              onChange={(next) => put(side, next)}
            />
            <VersionDiagram key={version} processId={processId} version={version} height="380px" />
            <Instances processId={processId} version={version} />
          </section>
        ))}
      </div>
    </div>
  );
}

function Changes({
  processId,
  left,
  right,
}: {
  readonly processId: string;
  readonly left: number;
  readonly right: number;
}) {
  const { t } = useTranslation("models");
  const before = useVersionXml(processId, left).data;
  const after = useVersionXml(processId, right).data;
  const changes = useMemo(
    () =>
      before === undefined || after === undefined
        ? undefined
        : compareElements(elementsOf(before), elementsOf(after)),
    [before, after],
  );
  if (changes === undefined) return null;
  return (
    <section className="panel">
      <h2>{t("changes", { from: left, to: right })}</h2>
      {changes.length === 0 && <p className="case-note">{t("noChanges")}</p>}
      <ul className="compare-changes">
        {changes.map(({ kind, element }) => (
          <li key={`${kind}-${element.id}`}>
            <StateTag tone={TONES[kind]}>{t(`change.${kind}`)}</StateTag>
            <span>{element.name || element.id}</span>
            <code>{element.type}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
