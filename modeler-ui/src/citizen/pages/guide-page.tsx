/** The guide of a matter, generated from its version: the same facts that the process runs by. */
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormat } from "../../i18n/use-format.ts";
import { useNamed } from "../../i18n/use-named.ts";
import { Failure, Loading } from "../app/page-states.tsx";
import { useGuide, type MatterGuide } from "../parts/use-case.ts";

/** See file head. */
export default function GuidePage() {
  const { matterId = "" } = useParams();
  const { data: guide, error, isPending, refetch } = useGuide(matterId);
  if (isPending) return <Loading />;
  if (error) {
    return (
      <main className="c-page">
        <Failure error={error} retry={() => void refetch()} />
      </main>
    );
  }
  return <Guide guide={guide} />;
}

function Guide({ guide }: { readonly guide: MatterGuide }) {
  const { t } = useTranslation("citizen");
  const named = useNamed();
  return (
    <main className="c-page">
      <h1>{named(guide)}</h1>
      <p className="c-secondary">{guide.office.name}</p>
      <Facts guide={guide} />
      <section className="c-card">
        <h2>{t("guide.materials")}</h2>
        <p className="c-secondary">{t("guide.materialsLead")}</p>
        <ul className="c-rows">
          {guide.materials.map((material) => (
            <li key={material.code}>
              <strong>{named(material)}</strong>
              <span className="c-tag">{t(`guide.necessity.${material.necessity}`)}</span>
              {material.fetched && <span className="c-note">{t("guide.fetched")}</span>}
              {material.generated && <span className="c-note">{t("guide.generated")}</span>}
              {material.template !== null && <a href={material.template}>{t("guide.template")}</a>}
            </li>
          ))}
        </ul>
      </section>
      <section className="c-card">
        <h2>{t("guide.flow")}</h2>
        <ol className="c-flow">
          {guide.flow.map((step) => (
            <li key={step.key}>
              <strong>{named(step)}</strong>
              {step.limitWorkingDays > 0 && (
                <span>{t("guide.workdays", { n: step.limitWorkingDays })}</span>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section className="c-card">
        <h2>{t("guide.conditions")}</h2>
        <ul className="c-bullets">
          {guide.conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ul>
      </section>
      <section className="c-card">
        <h2>{t("guide.place")}</h2>
        <p>{guide.place.address}</p>
        <p className="c-secondary">{guide.place.hours}</p>
        <p className="c-secondary">{guide.place.traffic}</p>
        <p>
          {t("guide.phone")} <a href={`tel:${guide.phones.consult}`}>{guide.phones.consult}</a>
        </p>
        <p>
          {t("guide.complaint")}{" "}
          <a href={`tel:${guide.phones.complaint}`}>{guide.phones.complaint}</a>
        </p>
        {guide.remedies.reviewBody !== null && guide.remedies.court !== null && (
          <p className="c-secondary">
            {t("guide.remedies", { body: guide.remedies.reviewBody, court: guide.remedies.court })}
          </p>
        )}
      </section>
      {guide.faq.length > 0 && (
        <section className="c-card">
          <h2>{t("guide.faq")}</h2>
          {guide.faq.map(({ q, a }) => (
            <details key={q}>
              <summary>{q}</summary>
              <p>{a}</p>
            </details>
          ))}
        </section>
      )}
      <section className="c-card">
        <h2>{t("guide.legal")}</h2>
        <ul className="c-bullets">
          {guide.legalBasis.map(({ name, article }) => (
            <li key={name + article}>
              《{name}》{article}
            </li>
          ))}
        </ul>
      </section>
      <div className="c-sticky">
        {guide.handledOnline ? (
          <Link
            className="c-button c-button-primary c-button-wide"
            to={`/matters/${guide.id}/apply`}
          >
            {t("guide.start")}
          </Link>
        ) : (
          <p>{t("guide.guideOnly")}</p>
        )}
      </div>
    </main>
  );
}

function Facts({ guide }: { readonly guide: MatterGuide }) {
  const { t } = useTranslation("citizen");
  const named = useNamed();
  const format = useFormat();
  const { promised, statutory } = guide.timeLimits;
  const days = (value: number): string =>
    value === 0 ? t("search.instant") : t("guide.workdays", { n: value });
  const years = /^P(\d+)Y$/.exec(guide.result.validity ?? "")?.[1];
  const fee = guide.fees.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const facts: readonly (readonly [string, string, (string | undefined)?])[] = [
    [t("guide.promised"), days(promised.value)],
    [t("guide.statutory"), days(statutory.value)],
    [t("guide.visits"), t("guide.visitCount", { n: guide.basics.visits })],
    [t("guide.fee"), fee === 0 ? t("guide.free") : format.fen(fee)],
    [t("guide.result"), named(guide.result), years && t("guide.validity", { n: years })],
  ];
  return (
    <dl className="c-factgrid">
      {facts.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note !== undefined && <span className="c-secondary"> {note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
