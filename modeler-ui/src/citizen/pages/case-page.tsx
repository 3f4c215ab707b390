/** One case: the next thing to do first, then where it is, then everything that belongs to it. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";
import { answer, api } from "../../api/client.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useNamed } from "../../i18n/use-named.ts";
import { NeedLogIn } from "../app/need-log-in.tsx";
import { Failure, Loading } from "../app/page-states.tsx";
import { CaseProgress } from "../parts/case-progress.tsx";
import { DeliveryChoice } from "../parts/delivery-choice.tsx";
import { EvaluationForm } from "../parts/evaluation-form.tsx";
import { MaterialUpload } from "../parts/material-upload.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { useCase, useCaseStep, type CaseView } from "../parts/use-case.ts";

const CaseDiagramView = lazy(async () => {
  const { CaseDiagramView: view } = await import("../../diagram/case-diagram.tsx");
  return { default: view };
});

/** See file head. */
export default function CasePage() {
  const { caseId = "" } = useParams();
  return (
    <NeedLogIn>
      <Case id={caseId} />
    </NeedLogIn>
  );
}

function Case({ id }: { readonly id: string }) {
  const { t } = useTranslation("citizen");
  const named = useNamed();
  const { data: found, error, isPending, refetch } = useCase(id);
  if (isPending) return <Loading />;
  if (error) {
    return (
      <main className="c-page">
        <Failure error={error} retry={() => void refetch()} />
      </main>
    );
  }
  if (found.status === "draft") return <Navigate replace to={`/cases/${id}/edit`} />;
  return (
    <main className="c-page">
      <h1>{named(found.matter)}</h1>
      <p className="c-secondary tb-number c-break">
        {t("case.number", { number: found.caseNumber })}
      </p>
      <NextStep found={found} />
      <CaseProgress found={found} />
      <Decision found={found} />
      <Documents found={found} />
      <section>
        <h2>{t("case.materials")}</h2>
        <ul className="c-list">
          {found.materials.map((material) => (
            <MaterialUpload
              key={material.code}
              caseId={id}
              material={material}
              isOpen={material.status === "tolerated"}
            />
          ))}
        </ul>
      </section>
      <DiagramSection id={id} />
      {found.actions.includes("chooseDelivery") && <DeliveryChoice found={found} />}
      {found.actions.includes("withdraw") && <Withdraw id={id} />}
    </main>
  );
}

/** What the applicant should do, or know, now. */
function NextStep({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  if (found.actions.includes("correct") && found.correction !== null) {
    return (
      <section className="c-card c-next">
        <h2>{t("correct.title")}</h2>
        <p>{t("correct.lead", { date: format.date(found.correction.deadlineAt) })}</p>
        <Link className="c-button c-button-primary" to={`/cases/${found.id}/correct`}>
          {t("cases.todo.correct")}
        </Link>
      </section>
    );
  }
  if (found.pickup !== null) {
    return (
      <section className="c-card c-next">
        <p>{t("case.pickup", { slot: found.pickup.slot })}</p>
        <p className="c-code tb-number">{found.pickup.code}</p>
        <QrCode text={found.pickup.code} label={found.pickup.code} />
      </section>
    );
  }
  if (found.ticket !== null && found.ticket.state !== "finished") {
    return (
      <section className="c-card c-next">
        <p className="c-code tb-number">{t("case.ticket", { number: found.ticket.number })}</p>
        {found.ticket.window !== null && (
          <p>{t("case.ticketWindow", { window: found.ticket.window })}</p>
        )}
      </section>
    );
  }
  if (found.booking?.state === "booked") {
    return (
      <section className="c-card c-next">
        <p>{t("case.booking", { date: found.booking.date, slot: found.booking.slot })}</p>
        <p className="c-code tb-number">{found.booking.bookingCode}</p>
        <QrCode text={found.booking.bookingCode} label={found.booking.bookingCode} />
      </section>
    );
  }
  if (found.actions.includes("evaluate")) return <EvaluationForm found={found} />;
  return found.evaluation === null ? null : (
    <p className="c-alert c-alert-green">
      {t("evaluate.done", {
        grade: t(`evaluate.grade.g${found.evaluation.grade as 1 | 2 | 3 | 4 | 5}`),
      })}
    </p>
  );
}

function Decision({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  if (found.decision === null && found.licence === null) return null;
  return (
    <section className="c-card">
      <h2>{t("case.decision")}</h2>
      {found.decision?.reason && <p>{found.decision.reason}</p>}
      {found.decision?.remedy && (
        <p>
          <strong>{t("case.remedy")}</strong> {found.decision.remedy}
        </p>
      )}
      {found.licence !== null && (
        <p>
          {t("case.licence", {
            number: found.licence.number,
            date: format.date(`${found.licence.validTo}T04:00:00Z`),
          })}
        </p>
      )}
    </section>
  );
}

const DOCUMENTS = [
  "receipt",
  "acceptanceNotice",
  "correctionNotice",
  "refusalNotice",
  "decisionGrant",
  "decisionDeny",
  "licence",
  "deliveryProof",
] as const;

function Documents({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const format = useFormat();
  /** Documents are in Chinese; their kinds have English names. */
  const title = (document: CaseView["documents"][number]): string => {
    const kind = DOCUMENTS.find((one) => one === document.kind);
    return format.language === "en" && kind !== undefined
      ? t(`case.document.${kind}`)
      : document.title;
  };
  return (
    <section className="c-card">
      <h2>{t("case.documents")}</h2>
      <ul className="c-rows">
        {found.documents.map((document) => (
          <li key={document.id}>
            <a
              href={`/api/cases/${found.id}/documents/${document.id}`}
              target="_blank"
              rel="noreferrer"
            >
              {title(document)}
            </a>
            <span className="c-secondary tb-number">
              {document.number} · {format.date(document.issuedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The drawing is large and loaded only for those who want to see it. */
function DiagramSection({ id }: { readonly id: string }) {
  const { t } = useTranslation("citizen");
  const [isShown, setShown] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["case", id, "diagram"],
    queryFn: () => answer(api.GET("/api/cases/{id}/diagram", { params: { path: { id } } })),
    enabled: isShown,
    meta: { live: ["case"] },
  });
  return (
    <section className="c-card">
      <h2>{t("case.diagram")}</h2>
      <button
        type="button"
        className="c-button"
        aria-expanded={isShown}
        onClick={() => setShown(!isShown)}
      >
        {t(isShown ? "case.hideDiagram" : "case.showDiagram")}
      </button>
      {error && <Failure error={error} />}
      {isShown && data && (
        <Suspense fallback={<Loading />}>
          <CaseDiagramView processes={data.processes} height="420px" />
        </Suspense>
      )}
    </section>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const { t } = useTranslation(["citizen", "shared"]);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const withdraw = useCaseStep(id, () =>
    answer(api.POST("/api/cases/{id}/withdraw", { params: { path: { id } }, body: { reason } })),
  );
  if (!isOpen) {
    return (
      <button type="button" className="c-link c-quiet" onClick={() => setOpen(true)}>
        {t("citizen:case.withdraw")}
      </button>
    );
  }
  return (
    <form
      className="c-card c-form"
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate(undefined);
      }}
    >
      <h2>{t("citizen:case.withdraw")}</h2>
      <p>{t("citizen:case.withdrawLead")}</p>
      <label>
        {t("citizen:case.withdrawReason")}
        <textarea
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {withdraw.error && <Failure error={withdraw.error} />}
      <div className="c-actions">
        <button type="submit" className="c-button c-button-danger" disabled={withdraw.isPending}>
          {t("citizen:case.withdrawSure")}
        </button>
        <button type="button" className="c-button" onClick={() => setOpen(false)}>
          {t("shared:cancel")}
        </button>
      </div>
    </form>
  );
}
