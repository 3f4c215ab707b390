/** Photos of an inspection: taken on the spot, sent at once, listed by the form. */
import { CameraOutlined, DeleteOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import { isList } from "../../../forms/form-path.ts";
import type { ControlProps } from "../../../forms/form-slots.ts";
import { useTaskInHand } from "./task-context.ts";

/** The control for the form's `photos`: a list of file ids. */
export function PhotoField({ value, onChange, isDisabled, describedBy }: ControlProps) {
  const { t } = useTranslation("workspace");
  const { task } = useTaskInHand();
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(0);
  const [problem, setProblem] = useState<string>();
  // Pictures of this visit are shown from the device; after a reload only their numbers are left.
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const ids = isList(value) ? value.filter((one) => typeof one === "string") : [];

  const send = async (files: readonly File[]): Promise<void> => {
    setProblem(undefined);
    setSending(files.length);
    const added: string[] = [];
    try {
      for (const file of files) {
        const body = new FormData();
        body.append("file", file);
        const { id } = await answer(
          api.POST("/api/tasks/{id}/photos", {
            params: { path: { id: task.id } },
            body,
            bodySerializer: (form) => form,
          }),
        );
        added.push(id);
        setPictures((last) => new Map(last).set(id, URL.createObjectURL(file)));
        setSending((left) => left - 1);
      }
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setSending(0);
      if (added.length > 0) onChange([...ids, ...added]);
    }
  };

  return (
    <div className="photos" aria-describedby={describedBy}>
      {ids.length === 0 && <p className="case-note">{t("photos.none")}</p>}
      <ul>
        {ids.map((photo, index) => (
          <li key={photo}>
            {pictures.has(photo) ? (
              <img src={pictures.get(photo)} alt={t("photos.photo", { n: index + 1 })} />
            ) : (
              <span className="photos-blank">{t("photos.photo", { n: index + 1 })}</span>
            )}
            {!isDisabled && (
              <Button
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t("photos.remove", { n: index + 1 })}
                onClick={() => onChange(ids.filter((one) => one !== photo))}
              />
            )}
          </li>
        ))}
      </ul>
      {problem !== undefined && <Alert type="error" showIcon title={problem} />}
      <input
        ref={input}
        className="tb-visually-hidden"
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          void send(files);
        }}
      />
      <Button
        icon={<CameraOutlined />}
        disabled={isDisabled}
        loading={sending > 0}
        onClick={() => input.current?.click()}
      >
        {sending > 0 ? t("photos.uploading", { n: sending }) : t("photos.add")}
      </Button>
    </div>
  );
}
