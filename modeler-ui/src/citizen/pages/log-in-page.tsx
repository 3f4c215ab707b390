/** Log-in, and back to where one was. */
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useDemoAccounts } from "../../session/demo-accounts.ts";
import { useSessionActions } from "../../session/session.ts";
import { Failure } from "../app/page-states.tsx";

/** See file head. */
export default function LogInPage() {
  const { t } = useTranslation("citizen");
  const { logIn } = useSessionActions();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const demoAccounts = useDemoAccounts("citizen");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      await logIn(username.trim(), password);
      await navigate(safeAddress(search.get("from")), { replace: true });
    } catch (problem) {
      setError(problem);
    } finally {
      setSending(false);
    }
  };

  return (
    <main className="c-page c-narrow">
      <h1>{t("logIn.title")}</h1>
      <p className="c-secondary">{t("logIn.lead")}</p>
      {error !== null && <Failure error={error} />}
      <form className="c-card c-form" onSubmit={(event) => void submit(event)}>
        <label>
          {t("logIn.username")}
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label>
          {t("logIn.password")}
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className="c-button c-button-primary c-button-wide"
          disabled={isSending}
        >
          {t("logIn.submit")}
        </button>
      </form>
      {demoAccounts.length > 0 && (
        <section className="c-card">
          <h2>{t("logIn.demo")}</h2>
          <div className="c-choices">
            {demoAccounts.map((person) => (
              <button
                key={person.username}
                type="button"
                className="c-button"
                onClick={() => {
                  setUsername(person.username);
                  setPassword(person.password);
                }}
              >
                {person.name} <code>{person.username}</code>
              </button>
            ))}
          </div>
        </section>
      )}
      <p className="c-secondary">
        <a href="/staff/">{t("staffEntry")}</a>
      </p>
    </main>
  );
}

/** Only addresses of this portal: another site must not be reached through our log-in. */
function safeAddress(from: string | null): string {
  return from !== null && /^\/(?![/\\])/.test(from) ? from : "/";
}
