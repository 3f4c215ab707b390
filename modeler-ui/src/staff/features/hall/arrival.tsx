/** What the ticket machine does with a booking code, done by a person: for the day on which the machine is gone. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";

/** For hall managers and window clerks. */
export function Arrival() {
  const { t } = useTranslation("hall");
  const problemText = useProblemText();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const checkIn = useMutation({
    mutationFn: (bookingCode: string) =>
      answer(api.POST("/api/hall/arrivals", { body: { bookingCode } })),
    onSuccess: async () => {
      setCode("");
      await client.invalidateQueries({ queryKey: ["hall"] });
    },
  });
  return (
    <section className="panel hall-arrival">
      <h2>{t("arrival.title")}</h2>
      <p className="case-note">{t("arrival.lead")}</p>
      <Form layout="inline" onFinish={() => checkIn.mutate(code.trim())}>
        <Form.Item label={t("arrival.code")} htmlFor="arrival-code">
          <Input
            id="arrival-code"
            value={code}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => setCode(event.target.value.toUpperCase())}
          />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          disabled={code.trim() === ""}
          loading={checkIn.isPending}
        >
          {t("arrival.checkIn")}
        </Button>
      </Form>
      {checkIn.isSuccess && (
        <Alert type="success" showIcon title={t("arrival.done", { code: checkIn.variables })} />
      )}
      {checkIn.error !== null && <Alert type="error" showIcon title={problemText(checkIn.error)} />}
    </section>
  );
}
