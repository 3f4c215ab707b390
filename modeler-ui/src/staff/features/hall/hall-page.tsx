/** The hall at a glance (J13): who serves, who waits, which devices are there, and what happens when one is not. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../../api/client.ts";
import type { DeviceView, HallView, TicketView } from "../../../api/views.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { hasRole, useMe } from "../../../session/session.ts";
import { Arrival } from "./arrival.tsx";
import { DeviceState, isUsable } from "./device-state.tsx";
import "./hall.css";

/** Live. */
export default function HallPage() {
  const { t } = useTranslation("hall");
  const me = useMe();
  const hall = useQuery({
    queryKey: ["hall"],
    queryFn: () => answer(api.GET("/api/hall", {})),
    meta: { live: ["hall", "device", "task"] },
  });
  if (hall.isPending) return <Loading />;
  if (hall.isError) return <Failure error={hall.error} onRetry={() => void hall.refetch()} />;
  const { windows, queue, devices } = hall.data;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("title")}</h1>
        <span className="page-head-note">{t("lead")}</span>
      </header>
      <Fallback devices={devices} />
      <Windows windows={windows} />
      <div className="hall-columns">
        <div className="hall-column">
          <Queue queue={queue} />
          {(hasRole(me, "hallManager") || hasRole(me, "window")) && <Arrival />}
        </div>
        <Devices devices={devices} />
      </div>
    </div>
  );
}

function Fallback({ devices }: { readonly devices: readonly DeviceView[] }) {
  const { t } = useTranslation("hall");
  const me = useMe();
  const gone = devices.filter((device) => !isUsable(device.state) && device.state !== "init");
  if (gone.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("fallback", { names: gone.map((device) => device.name).join("、") })}
      {...(hasRole(me, "window") ? { action: <Link to="/inbox">{t("toInbox")}</Link> } : {})}
    />
  );
}

function Windows({ windows }: Pick<HallView, "windows">) {
  const { t } = useTranslation("hall");
  return (
    <section aria-label={t("windows")} className="hall-windows">
      {windows.map((window) => (
        <article key={window.id} className="panel hall-window">
          <h2>{window.name}</h2>
          <p className={window.currentTicket ? "hall-serving tb-number" : "case-note"}>
            {window.currentTicket
              ? t("calling", { number: window.currentTicket })
              : t(window.clerk ? "idle" : "noClerk")}
          </p>
          {window.clerk && <p className="case-note">{window.clerk}</p>}
        </article>
      ))}
    </section>
  );
}

function Queue({ queue }: { readonly queue: readonly TicketView[] }) {
  const { t } = useTranslation("hall");
  const format = useFormat();
  return (
    <section className="panel hall-queue">
      <h2>{t("queue")}</h2>
      {queue.length === 0 ? (
        <p className="case-note">{t("queueEmpty")}</p>
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              {(["number", "matter", "state", "window", "issued"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queue.map((ticket) => (
              <tr key={ticket.id ?? ticket.number}>
                <td>
                  <strong className="tb-number">{ticket.number}</strong>
                </td>
                <td>{ticket.matterName}</td>
                <td>{t(`ticketState.${ticket.state}`)}</td>
                <td>{ticket.windowName}</td>
                <td className="tb-number">{format.time(ticket.issuedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Devices({ devices }: { readonly devices: readonly DeviceView[] }) {
  const { t } = useTranslation("hall");
  const format = useFormat();
  return (
    <section className="panel">
      <h2>{t("devices")}</h2>
      <ul className="hall-devices">
        {devices.map((device) => (
          <li key={device.id}>
            <span>
              <strong>{device.name}</strong>
              <span className="case-note">
                {t(`kind.${device.kind}`)}
                {device.lastSeenAt
                  ? ` · ${t("lastSeen", { date: format.dateTime(device.lastSeenAt) })}`
                  : ""}
              </span>
              {device.alerts.map((alert) => (
                <span key={alert} className="hall-alert">
                  {alert}
                </span>
              ))}
            </span>
            <DeviceState state={device.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
