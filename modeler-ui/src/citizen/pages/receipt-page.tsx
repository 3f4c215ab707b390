/** The receipt: number, query code, QR, and the PDF. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { NeedLogIn } from "../app/need-log-in.tsx";
import { Failure, Loading } from "../app/page-states.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { useCase } from "../parts/use-case.ts";

/** See file head. */
export default function ReceiptPage() {
  const { caseId = "" } = useParams();
  return (
    <NeedLogIn>
      <Receipt id={caseId} />
    </NeedLogIn>
  );
}

function Receipt({ id }: { readonly id: string }) {
  const { t } = useTranslation("citizen");
  const { data: found, error, isPending, refetch } = useCase(id);
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  const receipt = found.documents.find(({ kind }) => kind === "receipt");
  const address = `${location.origin}/track?number=${found.caseNumber ?? ""}`;
  return (
    <main className="c-page c-narrow">
      <h1>{t("receipt.title")}</h1>
      <p>{t("receipt.lead")}</p>
      <section className="c-card c-receipt">
        <dl>
          <dt>{t("receipt.number")}</dt>
          <dd className="tb-number c-break">
            {found.caseNumber} <Copy text={found.caseNumber ?? ""} />
          </dd>
          <dt>{t("receipt.code")}</dt>
          <dd className="tb-number c-code">{found.queryCode}</dd>
        </dl>
        <figure>
          <QrCode text={address} label={t("receipt.qr")} />
          <figcaption>{t("receipt.qr")}</figcaption>
        </figure>
      </section>
      {found.booking !== null && (
        <section className="c-card c-receipt">
          <p>
            {t("case.booking", { date: found.booking.date, slot: found.booking.slot })}{" "}
            <strong className="tb-number c-code">{found.booking.bookingCode}</strong>
          </p>
          <QrCode text={found.booking.bookingCode} label={found.booking.bookingCode} />
        </section>
      )}
      <div className="c-actions">
        <Link className="c-button c-button-primary" to={`/cases/${id}`}>
          {t("receipt.follow")}
        </Link>
        {receipt !== undefined && (
          <a
            className="c-button"
            href={`/api/cases/${id}/documents/${receipt.id}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("receipt.pdf")}
          </a>
        )}
      </div>
    </main>
  );
}

function Copy({ text }: { readonly text: string }) {
  const { t } = useTranslation("citizen");
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="c-link"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {t(isCopied ? "receipt.copied" : "receipt.copy")}
    </button>
  );
}
