/** Photos of an inspection: taken on the spot, sent at once, kept with the task by the server. */
import { CameraOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { uploadFile } from "../../../api/upload.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import { currentPlace } from "./current-place.ts";
import { useTaskInHand } from "./task-context.ts";

/** A photo as it can be shown; those just taken come from the device. */
interface Shown {
  readonly id: string;
  readonly url: string;
}

/** What was photographed so far, and the button to take more. */
export function Photos({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const { t } = useTranslation("workspace");
  const { task, photos } = useTaskInHand();
  const client = useQueryClient();
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<readonly Shown[]>([]);
  const [sending, setSending] = useState(0);
  const [problem, setProblem] = useState<string>();
  const known = new Set(photos.map((photo) => photo.id));
  const shown: readonly Shown[] = [
    ...photos.map(({ id }) => ({ id, url: `/api/tasks/${task.id}/photos/${id}` })),
    ...taken.filter((photo) => !known.has(photo.id)),
  ];

  const send = async (files: readonly File[]): Promise<void> => {
    setProblem(undefined);
    setSending(files.length);
    try {
      for (const file of files) {
        const place = await currentPlace();
        const { id } = await uploadFile<{ id: string }>(
          `/api/tasks/${task.id}/photos`,
          file,
          place === undefined ? {} : { place },
        );
        setTaken((last) => [...last, { id, url: URL.createObjectURL(file) }]);
        setSending((left) => left - 1);
      }
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setSending(0);
      await client.invalidateQueries({ queryKey: ["task", task.id] });
    }
  };

  return (
    <section className="photos" aria-label={t("photos.title")}>
      <h3>{t("photos.title")}</h3>
      {shown.length === 0 && <p className="case-note">{t("photos.none")}</p>}
      <ul>
        {shown.map((photo, index) => (
          <li key={photo.id}>
            <img src={photo.url} alt={t("photos.photo", { n: index + 1 })} />
          </li>
        ))}
      </ul>
      {problem !== undefined && <Alert type="error" showIcon title={problem} />}
      {!isReadOnly && (
        <>
          <input
            ref={input}
            hidden
            type="file"
            accept="image/jpeg,image/png"
            capture="environment"
            multiple
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = "";
              void send(files);
            }}
          />
          <Button
            icon={<CameraOutlined />}
            loading={sending > 0}
            onClick={() => input.current?.click()}
          >
            {sending > 0 ? t("photos.uploading", { n: sending }) : t("photos.add")}
          </Button>
        </>
      )}
    </section>
  );
}
