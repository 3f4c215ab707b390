/** A new batch operation: what, on which; a trial shows what it would do before anything is done. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Popconfirm, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import type { OperationKind, OperationOrder, OperationPreview } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { StateTag } from "../../app/state-tag.tsx";
import { elementsOf } from "../models/compare-models.ts";
import { useModels, useVersions, useVersionXml } from "../models/use-models.ts";
import { OPERATION_KINDS, orderOf, type OrderFields } from "./order.ts";
import { usePreview } from "./use-operations.ts";
import "./operations.css";

/** What is chosen is in the address, so that other pages can begin an order. */
export default function NewOperationPage() {
  const { t } = useTranslation("operations");
  const [search, setSearch] = useSearchParams({ kind: "resolveIncidents" });
  const fields = Object.fromEntries(search) as OrderFields;
  const order = orderOf(fields);
  const change = (changed: OrderFields): void =>
    setSearch(
      Object.fromEntries(
        Object.entries({ ...fields, ...changed }).filter(([, value]) => value !== ""),
      ),
      { replace: true },
    );
  return (
    <div className="page">
      <header className="page-head">
        <Link to="/operations" className="page-back">
          <ArrowLeftOutlined /> {t("back")}
        </Link>
        <h1>{t("new")}</h1>
      </header>
      <div className="operation-order">
        <Order fields={fields} onChange={change} />
        <section className="panel" aria-live="polite">
          <h2>{t("preview")}</h2>
          {order === null ? (
            <p className="case-note">{t("previewWait")}</p>
          ) : (
            <Trial order={order} />
          )}
        </section>
      </div>
    </div>
  );
}

function Order({
  fields,
  onChange,
}: {
  readonly fields: OrderFields;
  readonly onChange: (changed: OrderFields) => void;
}) {
  const { t } = useTranslation("operations");
  const { kind, process = "", version = "" } = fields;
  const models = useModels();
  const versions = useVersions(process);
  const newest = versions.data?.[0]?.version;
  const shown = version === "" ? newest : Number(version);
  const target = kind === "migrateInstances" ? Number(fields.to ?? newest) : shown;
  const versionOptions = (versions.data ?? []).map((one) => ({
    value: String(one.version),
    label: t("running", { version: one.version, n: one.runningInstances }),
  }));
  const needsVersion = kind === "migrateInstances";
  return (
    <section className="panel">
      <Form layout="vertical">
        <Form.Item label={t("what")}>
          <Radio.Group
            className="operation-kinds"
            value={kind}
            onChange={({ target: { value } }) =>
              onChange({ kind: value as OperationKind, to: "", step: "" })
            }
          >
            {OPERATION_KINDS.map((one) => (
              <Radio key={one} value={one}>
                {t(`kind.${one}`)}
                <small>{t(`explain.${one}`)}</small>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item label={t("process")} htmlFor="operation-process">
          <Select
            id="operation-process"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t("chooseProcess")}
            loading={models.isPending}
            value={process === "" ? null : process}
            options={(models.data ?? []).map((one) => ({
              value: one.processId,
              label: `${one.name}（${one.processId}）`,
            }))}
            onChange={(value: string) =>
              onChange({ process: value, version: "", to: "", step: "" })
            }
          />
        </Form.Item>
        {process !== "" && (
          <Form.Item label={t("version")} htmlFor="operation-version">
            <Select
              id="operation-version"
              value={version === "" && needsVersion ? null : version}
              options={
                needsVersion
                  ? versionOptions
                  : [{ value: "", label: t("anyVersion") }, ...versionOptions]
              }
              onChange={(value: string) => onChange({ version: value, step: "" })}
            />
          </Form.Item>
        )}
        {process !== "" && kind === "migrateInstances" && (
          <Form.Item label={t("toVersion")} htmlFor="operation-target">
            <Select
              id="operation-target"
              value={fields.to ?? null}
              options={versionOptions.filter(({ value }) => value !== version)}
              onChange={(value: string) => onChange({ to: value })}
            />
          </Form.Item>
        )}
        {process !== "" && (
          <Step
            {...{ process, version: shown, label: t("from"), value: fields.step ?? "" }}
            isOptional={kind !== "modifyInstances"}
            onChange={(step) => onChange({ step })}
          />
        )}
        {process !== "" && kind === "modifyInstances" && (
          <Step
            {...{ process, version: target, label: t("to"), value: fields.to ?? "" }}
            onChange={(to) => onChange({ to })}
          />
        )}
      </Form>
    </section>
  );
}

/** A step of the drawing, by name. */
function Step({
  process,
  version,
  label,
  value,
  isOptional = false,
  onChange,
}: {
  readonly process: string;
  readonly version: number | undefined;
  readonly label: string;
  readonly value: string;
  readonly isOptional?: boolean;
  readonly onChange: (elementId: string) => void;
}) {
  const { t } = useTranslation("operations");
  const xml = useVersionXml(process, version);
  const steps = xml.data === undefined ? [] : elementsOf(xml.data).filter(isStep);
  const id = `operation-step-${label}`;
  return (
    <Form.Item label={label} htmlFor={id}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        loading={xml.isPending}
        value={value === "" && !isOptional ? null : value}
        options={[
          ...(isOptional ? [{ value: "", label: t("anyStep") }] : []),
          ...steps.map((step) => ({ value: step.id, label: step.name || step.id })),
        ]}
        onChange={onChange}
      />
    </Form.Item>
  );
}

/** Where a token can stand. */
function isStep({ type }: { readonly type: string }): boolean {
  return /(?:Task|Activity|SubProcess|CatchEvent|Gateway)$/.test(type) || type === "task";
}

function Trial({ order }: { readonly order: OperationOrder }) {
  const { t } = useTranslation("operations");
  const preview = usePreview(order);
  if (preview.isPending) return <Loading />;
  if (preview.isError) {
    return <Failure isPart error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  const { count, sample } = preview.data;
  if (count === 0) return <p className="case-note">{t("nothing")}</p>;
  return (
    <>
      <div className="operation-head">
        <p className="operation-count tb-number">
          {t(order.work.kind === "resolveIncidents" ? "countIncidents" : "countInstances", {
            n: count,
          })}
        </p>
        <div className="operation-moves">
          <Run order={order} count={count} />
        </div>
      </div>
      {sample.length > 0 && <Sample sample={sample} />}
    </>
  );
}

function Sample({ sample }: Pick<OperationPreview, "sample">) {
  const { t } = useTranslation("operations");
  const { language } = useFormat();
  return (
    <div className="operation-failures">
      <table className="ledger">
        <caption className="case-note">{t("sample", { n: sample.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("case")}</th>
            <th scope="col">{t("result")}</th>
          </tr>
        </thead>
        <tbody>
          {sample.map(({ processInstanceId, caseNumber, isPossible, reasons }) => (
            <tr key={processInstanceId}>
              <td>
                <ShortCaseNumber caseNumber={caseNumber ?? processInstanceId} />
              </td>
              <td>
                <StateTag tone={isPossible ? "green" : "red"}>
                  {t(isPossible ? "possible" : "impossible")}
                </StateTag>{" "}
                {reasons
                  .map(({ elementName, elementId, message, messageEn }) =>
                    [elementName ?? elementId, language === "en" ? messageEn : message]
                      .filter(Boolean)
                      .join("："),
                  )
                  .join(" ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Run({ order, count }: { readonly order: OperationOrder; readonly count: number }) {
  const { t } = useTranslation("operations");
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const run = useMutation({
    mutationFn: () => answer(api.POST("/api/operations", { body: order })),
    onSuccess: async () => {
      void message.success(t("started"));
      void client.invalidateQueries({ queryKey: ["operations"] });
      await navigate("/operations");
    },
    onError: (error) => void message.error(problemText(error), 6),
  });
  return (
    <Popconfirm
      title={t("runAsk", { n: count, kind: t(`kind.${order.work.kind}`) })}
      description={t("runText")}
      okText={t("run")}
      onConfirm={() => run.mutate()}
    >
      <Button type="primary" danger={order.work.kind === "cancelInstances"} loading={run.isPending}>
        {t("run")}
      </Button>
    </Popconfirm>
  );
}
