/** The hall's devices as one would stand before them (J13), to touch, and to unplug. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import type { SimulatorView } from "../../../api/views.ts";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { DeviceState, isUsable } from "../hall/device-state.tsx";
import { Cabinet } from "./cabinet.tsx";
import { Display } from "./display.tsx";
import { Evaluator } from "./evaluator.tsx";
import { TicketMachine } from "./ticket-machine.tsx";
import type { Act } from "./act.ts";
import "./simulators.css";

/** Live; absent where the hall has real devices. */
export default function SimulatorsPage() {
  const { t } = useTranslation("simulators");
  const simulators = useQuery({
    queryKey: ["simulators"],
    queryFn: () => answer(api.GET("/api/simulators", {})),
    meta: { live: ["device", "hall"] },
  });
  if (simulators.isPending) return <Loading />;
  if (simulators.isError) {
    return <Failure error={simulators.error} onRetry={() => void simulators.refetch()} />;
  }
  const { items } = simulators.data;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("title")}</h1>
        <span className="page-head-note">{t("lead")}</span>
      </header>
      {items.length === 0 && <Nothing title={t("none")}>{t("noneText")}</Nothing>}
      <div className="simulators">
        {items.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </div>
    </div>
  );
}

function Device({ device }: { readonly device: SimulatorView }) {
  const { t } = useTranslation("simulators");
  const client = useQueryClient();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: Parameters<Act>[0]) =>
      answer(
        api.POST("/api/simulators/{deviceId}/actions", {
          params: { path: { deviceId: device.id } },
          body,
        }),
      ),
    onSuccess: () => void message.success(t("done")),
    onError: (error) => void message.error(problemText(error), 6),
    onSettled: () => client.invalidateQueries({ queryKey: ["simulators"] }),
  });
  const act: Act = (body) => mutate(body);
  const isOn = isUsable(device.state);
  return (
    <article className={`simulator simulator-${device.kind}`} aria-label={device.name}>
      <header>
        <strong>{device.name}</strong>
        <DeviceState state={device.state} />
      </header>
      <div className={`simulator-body ${isOn ? "" : "simulator-off"}`}>
        {isOn ? faceOf(device, act) : <p className="simulator-dark">{t("off")}</p>}
      </div>
      <footer>
        <code>{device.id}</code>
        <Button
          size="small"
          danger={isOn}
          loading={isPending}
          onClick={() => act({ action: isOn ? "unplug" : "plug" })}
        >
          {t(isOn ? "unplug" : "plug")}
        </Button>
      </footer>
    </article>
  );
}

function faceOf(device: SimulatorView, act: Act): ReactNode {
  switch (device.kind) {
    case "ticketMachine":
      return <TicketMachine face={device.face} act={act} />;
    case "display":
      return <Display face={device.face} />;
    case "cabinet":
      return <Cabinet face={device.face} act={act} />;
    case "evaluator":
      return <Evaluator face={device.face} act={act} />;
    default:
      return device.kind satisfies never;
  }
}
