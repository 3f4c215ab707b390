/** The materials of a case: what there is, in which state, and a look at each file. */
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MaterialFile, MaterialView } from "../../../api/case-views.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { useNamed } from "../../../i18n/use-named.ts";
import { StateTag, type Tone } from "../../app/state-tag.tsx";

const TONES: Readonly<Record<MaterialView["status"], Tone>> = {
  missing: "red",
  provided: "green",
  fetched: "green",
  generated: "green",
  tolerated: "yellow",
  toCorrect: "red",
};

/** Where a file of a case can be read; reading is recorded. */
function fileUrl(caseId: string, material: MaterialView, file: MaterialFile): string {
  return `/api/cases/${caseId}/materials/${encodeURIComponent(material.code)}/files/${file.id}`;
}

/** The list on the left, the chosen material below or beside it. */
export function MaterialsPanel({
  caseId,
  materials,
}: {
  readonly caseId: string;
  readonly materials: readonly MaterialView[];
}) {
  const { t } = useTranslation("workspace");
  const named = useNamed();
  const [chosen, setChosen] = useState<string>();
  const shown =
    materials.find((one) => one.code === chosen) ??
    materials.find((one) => one.files.length > 0) ??
    materials[0];
  const done = materials.filter((one) => one.files.length > 0 || TONES[one.status] === "green");
  return (
    <section className="panel materials">
      <h2>
        {t("materials.title")}
        <span className="case-note tb-number">
          {t("materials.count", { done: done.length, all: materials.length })}
        </span>
      </h2>
      <ul className="materials-list">
        {materials.map((material) => (
          <li key={material.code}>
            <button
              type="button"
              aria-pressed={material === shown}
              onClick={() => setChosen(material.code)}
            >
              <span className="materials-name">{named(material)}</span>
              <MaterialState material={material} />
            </button>
          </li>
        ))}
      </ul>
      {shown !== undefined && <Preview key={shown.code} caseId={caseId} material={shown} />}
    </section>
  );
}

function MaterialState({ material }: { readonly material: MaterialView }) {
  const { t } = useTranslation("workspace");
  const format = useFormat();
  return (
    <span className="materials-state">
      {material.necessity !== "required" && (
        <span className="case-note">{t(`materials.necessity.${material.necessity}`)}</span>
      )}
      {material.dueAt && (
        <span className="case-note">
          {t("materials.due", { date: format.day(material.dueAt) })}
        </span>
      )}
      <StateTag tone={TONES[material.status]}>{t(`materials.status.${material.status}`)}</StateTag>
    </span>
  );
}

function Preview({
  caseId,
  material,
}: {
  readonly caseId: string;
  readonly material: MaterialView;
}) {
  const { t } = useTranslation("workspace");
  const named = useNamed();
  const format = useFormat();
  const [chosen, setChosen] = useState(0);
  const file = material.files[chosen] ?? material.files[0];
  return (
    <section className="materials-preview" aria-label={t("materials.preview")}>
      {material.correctionReason && <p className="materials-reason">{material.correctionReason}</p>}
      {file === undefined && <p className="case-note">{t("materials.none")}</p>}
      {file !== undefined && (
        <>
          <div className="materials-files">
            {material.files.map((one, index) => (
              <Button
                key={one.id}
                size="small"
                type={one === file ? "primary" : "default"}
                ghost={one === file}
                onClick={() => setChosen(index)}
              >
                {one.name}
              </Button>
            ))}
            <span className="case-note">
              {format.bytes(file.size)} · {format.dateTime(file.uploadedAt)}
            </span>
            <a href={fileUrl(caseId, material, file)} target="_blank" rel="noreferrer">
              {t("materials.open")}
            </a>
          </div>
          <FileView url={fileUrl(caseId, material, file)} file={file} name={named(material)} />
        </>
      )}
    </section>
  );
}

function FileView({
  url,
  file,
  name,
}: {
  readonly url: string;
  readonly file: MaterialFile;
  readonly name: string;
}) {
  const { t } = useTranslation("workspace");
  if (file.mimeType.startsWith("image/")) {
    return <img className="materials-image" src={url} alt={name} />;
  }
  if (file.mimeType === "application/pdf") {
    // The browser's own viewer needs its scripts; the server has checked that the file is a PDF and nothing else.
    // oxlint-disable-next-line react/iframe-missing-sandbox
    return <iframe className="materials-pdf" src={`${url}#navpanes=0&view=FitH`} title={name} />;
  }
  return <p className="case-note">{t("materials.cannotShow")}</p>;
}
