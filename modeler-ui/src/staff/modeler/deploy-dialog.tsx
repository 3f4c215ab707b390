import { Alert, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../api/use-problem-text.ts";

/** Asks what was changed and why; a version without a comment helps nobody later. */
export function DeployDialog({
  isOpen,
  isSending,
  problem,
  onDeploy,
  onCancel,
}: {
  readonly isOpen: boolean;
  readonly isSending: boolean;
  readonly problem: unknown;
  readonly onDeploy: (comment: string) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation(["modeler", "shared"]);
  const problemText = useProblemText();
  const [form] = Form.useForm<{ comment: string }>();
  return (
    <Modal
      open={isOpen}
      title={t("modeler:deployTitle")}
      okText={t("modeler:deployOk")}
      cancelText={t("shared:cancel")}
      confirmLoading={isSending}
      onOk={form.submit}
      onCancel={onCancel}
      destroyOnHidden
    >
      <p>{t("modeler:deployLead")}</p>
      {problem !== null && problem !== undefined && (
        <Alert type="error" showIcon title={problemText(problem)} />
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={({ comment }) => onDeploy(comment.trim())}
      >
        <Form.Item
          name="comment"
          label={t("modeler:comment")}
          extra={t("modeler:commentHint")}
          rules={[{ required: true, whitespace: true, message: t("modeler:commentMissing") }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
