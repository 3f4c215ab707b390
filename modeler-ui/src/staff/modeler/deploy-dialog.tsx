import { Alert, Checkbox, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../api/use-problem-text.ts";

/** Asks what was changed and why; a version without a comment helps nobody later. */
export function DeployDialog({
  isOpen,
  isSending,
  unsound,
  problem,
  onDeploy,
  onCancel,
}: {
  readonly isOpen: boolean;
  readonly isSending: boolean;
  /** Errors of verification; they have to be accepted in so many words. */
  readonly unsound: number;
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
        {unsound > 0 && (
          <Form.Item
            name="isAccepted"
            valuePropName="checked"
            rules={[
              {
                validator: async (_rule, isAccepted: unknown) => {
                  if (isAccepted !== true) throw new Error(t("modeler:acceptMissing"));
                },
              },
            ]}
          >
            <Checkbox>{t("modeler:acceptUnsound", { n: unsound })}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
