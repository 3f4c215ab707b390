/** One material: its state, its files, and the ways to add one. */
import { useState, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client.ts";
import { uploadFile } from "../../api/upload.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useNamed } from "../../i18n/use-named.ts";
import { Failure } from "../app/page-states.tsx";
import { useCaseStep, type CaseView } from "./use-case.ts";

type Material = CaseView["materials"][number];

interface Upload {
  readonly file: File;
  readonly capturedBy: "upload" | "camera";
}

/** See file head. */
export function MaterialUpload({
  caseId,
  material,
  isOpen,
}: {
  readonly caseId: string;
  readonly material: Material;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  const named = useNamed();
  const needsFile = material.how !== "fetch" && material.how !== "generate";
  return (
    <li className={`c-card c-material c-material-${material.status}`}>
      <h3>{named(material)}</h3>
      <p className="c-facts">
        <span className="c-tag">{t(`guide.necessity.${material.necessity}`)}</span>
        <span className={`c-tag c-status-${material.status}`}>
          {t(`wizard.status.${material.status}`)}
        </span>
        {material.dueAt !== null && <span>{format.date(material.dueAt)}</span>}
      </p>
      {isOpen && material.notes !== null && <p className="c-secondary">{material.notes}</p>}
      {material.status === "toCorrect" && material.correctionReason !== null && (
        <p className="c-alert c-alert-yellow">{material.correctionReason}</p>
      )}
      <Files caseId={caseId} material={material} isOpen={isOpen} />
      {isOpen && needsFile && <AddFile caseId={caseId} material={material} />}
    </li>
  );
}

function Files({
  caseId,
  material,
  isOpen,
}: {
  readonly caseId: string;
  readonly material: Material;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  const remove = useCaseStep(caseId, (fileId: string) =>
    answer(
      api.DELETE("/api/cases/{id}/materials/{code}/files/{fileId}", {
        params: { path: { id: caseId, code: material.code, fileId } },
      }),
    ),
  );
  if (material.files.length === 0) return null;
  return (
    <ul className="c-files">
      {material.files.map((file) => {
        const address = `/api/cases/${caseId}/materials/${material.code}/files/${file.id}`;
        return (
          <li key={file.id}>
            {file.mimeType.startsWith("image/") && <img src={address} alt="" loading="lazy" />}
            <span className="c-file-name">
              {file.name} <span className="c-secondary">{format.bytes(file.size)}</span>
            </span>
            <a href={address} target="_blank" rel="noreferrer">
              {t("wizard.open")}
              <span className="tb-visually-hidden"> {file.name}</span>
            </a>
            {isOpen && (
              <button
                type="button"
                className="c-link"
                disabled={remove.isPending}
                onClick={() => remove.mutate(file.id)}
              >
                {t("wizard.remove")}
                <span className="tb-visually-hidden"> {file.name}</span>
              </button>
            )}
          </li>
        );
      })}
      {remove.error && <Failure error={remove.error} />}
    </ul>
  );
}

function AddFile({ caseId, material }: { readonly caseId: string; readonly material: Material }) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  const [inputKey, setInputKey] = useState(0);
  const upload = useCaseStep(caseId, async ({ file, capturedBy }: Upload) =>
    uploadFile(`/api/cases/${caseId}/materials/${material.code}`, file, { capturedBy }),
  );
  const choose =
    (capturedBy: Upload["capturedBy"]) =>
    (event: ChangeEvent<HTMLInputElement>): void => {
      const [file] = event.target.files ?? [];
      if (file === undefined) return;
      upload.mutate({ file, capturedBy });
      // The same file may be chosen again after it was refused.
      setInputKey((key) => key + 1);
    };
  const takesPhotos = material.accept.some((type) => type.startsWith("image/"));
  return (
    <div className="c-add">
      {takesPhotos && (
        <label className="c-button">
          {t("wizard.photograph")}
          <span className="tb-visually-hidden"> {material.name}</span>
          <input
            key={`camera-${inputKey}`}
            className="tb-visually-hidden"
            type="file"
            accept="image/jpeg,image/png"
            capture="environment"
            onChange={choose("camera")}
          />
        </label>
      )}
      <label className="c-button">
        {t("wizard.upload")}
        <span className="tb-visually-hidden"> {material.name}</span>
        <input
          key={`file-${inputKey}`}
          className="tb-visually-hidden"
          type="file"
          accept={material.accept.join(",")}
          onChange={choose("upload")}
        />
      </label>
      {material.template !== null && <a href={material.template}>{t("guide.template")}</a>}
      <span className="c-secondary">
        {t("wizard.max", { size: format.bytes(material.maxBytes) })}
      </span>
      {upload.isPending && <output>{t("wizard.uploading")}</output>}
      {upload.error && <Failure error={upload.error} />}
    </div>
  );
}
