/** Log-in of staff, with the sample city's accounts at hand where there are any. */
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../api/use-problem-text.ts";
import { LanguageButton } from "./language-button.tsx";
import { type DemoAccount, useDemoAccounts } from "../../session/demo-accounts.ts";
import { useSessionActions } from "../../session/session.ts";
import "./login.css";

interface Fields {
  readonly username: string;
  readonly password: string;
}

/** Logs in and stays at the address that was asked for. */
export function LoginPage({ notStaffName }: { readonly notStaffName?: string | undefined }) {
  const { t } = useTranslation("shell");
  const { logIn } = useSessionActions();
  const problemText = useProblemText();
  const [form] = Form.useForm<Fields>();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();

  const submit = async ({ username, password }: Fields): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await logIn(username.trim(), password);
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setSending(false);
    }
  };
  const told = problem ?? (notStaffName && t("logIn.notStaff", { name: notStaffName }));

  return (
    <main className="login">
      <section className="login-brand">
        <img src="/favicon.svg" alt="" width="56" height="56" />
        <p className="login-slogan">{t("logIn.slogan")}</p>
        <ul>
          {(["inbox", "clock", "model"] as const).map((point) => (
            <li key={point}>{t(`logIn.points.${point}`)}</li>
          ))}
        </ul>
      </section>
      <section className="login-form">
        <div className="login-language">
          <LanguageButton />
        </div>
        <h1>{t("logIn.title")}</h1>
        <p className="login-lead">{t("logIn.lead")}</p>
        {told !== undefined && <Alert type="error" showIcon title={told} />}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          size="large"
          onFinish={(fields) => void submit(fields)}
        >
          <Form.Item
            name="username"
            label={t("logIn.username")}
            rules={[{ required: true, message: t("logIn.usernameMissing") }]}
          >
            <Input autoComplete="username" autoCapitalize="none" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("logIn.password")}
            rules={[{ required: true, message: t("logIn.passwordMissing") }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={isSending}>
            {t("logIn.submit")}
          </Button>
        </Form>
        <DemoAccounts
          onChoose={({ username, password }) => form.setFieldsValue({ username, password })}
        />
        <a href="/">{t("logIn.citizenSite")}</a>
      </section>
    </main>
  );
}

function DemoAccounts({ onChoose }: { readonly onChoose: (account: DemoAccount) => void }) {
  const { t } = useTranslation("shell");
  const accounts = useDemoAccounts("staff");
  const [first] = accounts;
  if (first === undefined) return null;
  return (
    <section className="login-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t("logIn.demo")}</h2>
      <p>{t("logIn.demoHint", { password: first.password })}</p>
      <div className="login-accounts">
        {accounts.map((account) => (
          <button key={account.username} type="button" onClick={() => onChoose(account)}>
            <strong>{account.name}</strong>
            <span>{account.roles.map((role) => t(`role.${role}`)).join(" · ")}</span>
            <code>{account.username}</code>
          </button>
        ))}
      </div>
    </section>
  );
}
