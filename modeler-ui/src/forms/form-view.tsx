/**
 * Renders a form-js form (ADR 0005). The value lives with the caller, so that it can keep drafts; faults are shown once
 * the caller passes them, and each says in words what to do.
 */
import { useId, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { groupPath, optionsOf, rowsAt, type FieldFault, type FormFaults } from "./check-form.ts";
import { isHidden } from "./condition.ts";
import { addressOf, pathOf, readAt, writeAt, type FormPath } from "./form-path.ts";
import type { FormData, FormField, FormSchema, FormValue } from "./form-schema.ts";
import type { ControlProps, FormSlots } from "./form-slots.ts";
import { nativeSlots } from "./native-slots.tsx";
import "./forms.css";

/** A field of its own making, by the field's key: for what one page shows better than a general control. */
export type FieldOverrides = Readonly<Record<string, ComponentType<ControlProps>>>;

interface FormViewProps {
  readonly schema: FormSchema;
  readonly data: FormData;
  readonly onChange: (data: FormData) => void;
  readonly faults?: FormFaults;
  /** Where a prefilled field's value came from, by its address. */
  readonly sources?: Readonly<Record<string, { readonly label: string }>>;
  readonly isReadOnly?: boolean;
  readonly slots?: FormSlots;
  readonly overrides?: FieldOverrides;
}

const GROUPED: ReadonlySet<string> = new Set(["radio", "checklist"]);
const NO_FAULTS: FormFaults = new Map();

/** The fields of a form; the button that sends it belongs to the page. */
export function FormView(props: FormViewProps) {
  const prefix = useId();
  return (
    <div className="tb-form">
      <Fields {...props} prefix={prefix} components={props.schema.components} base={[]} />
    </div>
  );
}

interface PartProps extends FormViewProps {
  readonly prefix: string;
  readonly base: FormPath;
}

function Fields({
  components,
  ...props
}: PartProps & { readonly components: readonly FormField[] }) {
  return components.map((field, index) => {
    if (isHidden(field.conditional?.hide, props.data)) return null;
    return <Part key={field.id ?? field.key ?? index} {...props} field={field} />;
  });
}

function Part({ field, ...props }: PartProps & { readonly field: FormField }): ReactNode {
  if (field.type === "text") return <FormText text={field.text ?? ""} />;
  if (field.type === "group") {
    return (
      <fieldset className="tb-form-group">
        {field.label !== undefined && <legend>{field.label}</legend>}
        <Fields
          {...props}
          components={field.components ?? []}
          base={groupPath(field, props.base)}
        />
      </fieldset>
    );
  }
  const override = props.overrides?.[field.key ?? field.path ?? ""];
  if (field.type === "dynamiclist" && override === undefined) {
    return <Rows {...props} field={field} />;
  }
  const Control = override ?? (props.slots ?? nativeSlots).controls[field.type];
  return Control === undefined ? null : <Field {...props} field={field} Control={Control} />;
}

function Field({
  field,
  Control,
  ...props
}: PartProps & {
  readonly field: FormField;
  readonly Control: ComponentType<ControlProps>;
}) {
  const faultText = useFaultText();
  const { Frame } = props.slots ?? nativeSlots;
  const path = [...props.base, ...pathOf(field.key ?? field.path ?? "")];
  const address = addressOf(path);
  const id = fieldElementId(props.prefix, address);
  const fault = (props.faults ?? NO_FAULTS).get(address);
  const hint = field.description;
  const isOverride = props.overrides?.[field.key ?? field.path ?? ""] !== undefined;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  const control = (
    <Control
      field={field}
      id={id}
      data={props.data}
      value={readAt(props.data, path)}
      onChange={(value: FormValue | undefined) => props.onChange(writeAt(props.data, path, value))}
      options={optionsOf(field, props.data)}
      isDisabled={props.isReadOnly === true || field.disabled === true || field.readonly === true}
      isRequired={field.validate?.required === true}
      isInvalid={fault !== undefined}
      describedBy={described || undefined}
    />
  );
  // A checkbox carries its own label.
  return (
    <Frame
      field={field}
      id={id}
      label={field.type === "checkbox" ? "" : (field.label ?? field.dateLabel ?? "")}
      isRequired={field.validate?.required === true || field.type === "checkbox" || isOverride}
      hint={hint}
      fault={fault && faultText(fault)}
      source={props.sources?.[address]?.label}
      isGroup={isOverride || GROUPED.has(field.type)}
    >
      {control}
    </Frame>
  );
}

function Rows({ field, ...props }: PartProps & { readonly field: FormField }) {
  const { t } = useTranslation("shared");
  const path = groupPath(field, props.base);
  const rows = rowsAt(props.data, path);
  const replace = (next: readonly FormValue[]): void =>
    props.onChange(writeAt(props.data, path, next));
  return (
    <fieldset className="tb-form-group" id={fieldElementId(props.prefix, addressOf(path))}>
      {field.label !== undefined && <legend>{field.label}</legend>}
      {rows.map((_, index) => (
        // Rows have no identity of their own: their place is what they are.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="tb-form-row">
          <div className="tb-form-row-head">
            <strong>{t("form.row", { n: index + 1 })}</strong>
            {props.isReadOnly !== true && (
              <button
                type="button"
                className="tb-form-link"
                onClick={() => replace(rows.filter((_row, at) => at !== index))}
              >
                {t("form.removeRow", { n: index + 1 })}
              </button>
            )}
          </div>
          <Fields {...props} components={field.components ?? []} base={[...path, index]} />
        </div>
      ))}
      {props.isReadOnly !== true && (
        <button type="button" className="tb-form-add" onClick={() => replace([...rows, {}])}>
          {t("form.addRow")}
        </button>
      )}
    </fieldset>
  );
}

/** Paragraphs of a text component; `#` lines are headings, as the form editor writes them. */
function FormText({ text }: { readonly text: string }) {
  return (
    <div className="tb-form-text">
      {text
        .split(/\n{1,}/)
        .filter((line) => line.trim() !== "")
        .map((line) =>
          line.startsWith("#") ? (
            <h4 key={line}>{line.replace(/^#+\s*/, "")}</h4>
          ) : (
            <p key={line}>{line.replaceAll("**", "")}</p>
          ),
        )}
    </div>
  );
}

/** Puts a fault into words. */
export function useFaultText(): (fault: FieldFault) => string {
  const { t } = useTranslation("shared");
  return ({ code, label, n }) => t(`form.${code}`, { label, n: n ?? 0 });
}

function fieldElementId(prefix: string, address: string): string {
  return `${prefix}-${address.replaceAll(".", "-")}`;
}
