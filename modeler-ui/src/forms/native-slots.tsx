/** Plain HTML controls on the design tokens: accessible as the browser makes them, small enough for phones. */
import { useTranslation } from "react-i18next";
import type { ControlProps, FormSlots, FrameProps } from "./form-slots.ts";
import { isList } from "./form-path.ts";
import type { FormOption, FormValue } from "./form-schema.ts";
import "./forms.css";

function Frame({ id, label, isRequired, hint, fault, source, isGroup, children }: FrameProps) {
  const { t } = useTranslation("shared");
  const title = (
    <>
      {label}
      {!isRequired && <span className="tb-form-optional">{t("form.optional")}</span>}
      {source !== undefined && (
        <span className="tb-form-source">{t("form.source", { label: source })}</span>
      )}
    </>
  );
  const below = (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="tb-form-hint">
          {hint}
        </p>
      )}
      {children}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="tb-form-fault">
          {fault}
        </p>
      )}
    </>
  );
  if (isGroup) {
    return (
      <fieldset className="tb-form-field" id={id} tabIndex={-1}>
        <legend className="tb-form-label">{title}</legend>
        {below}
      </fieldset>
    );
  }
  return (
    <div className="tb-form-field">
      <label className="tb-form-label" htmlFor={id}>
        {title}
      </label>
      {below}
    </div>
  );
}

/** Attributes that every single control shares. */
function shared(props: ControlProps) {
  return {
    id: props.id,
    disabled: props.isDisabled,
    required: props.isRequired,
    "aria-invalid": props.isInvalid || undefined,
    "aria-describedby": props.describedBy,
  };
}

function textOf(value: FormValue | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function TextControl(props: ControlProps) {
  return (
    <input
      {...shared(props)}
      className="tb-form-input"
      type="text"
      value={textOf(props.value)}
      maxLength={props.field.validate?.maxLength}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

function TextAreaControl(props: ControlProps) {
  return (
    <textarea
      {...shared(props)}
      className="tb-form-input"
      rows={4}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** What is not a number yet stays as typed, so that the check can say so. */
function NumberControl(props: ControlProps) {
  const read = (typed: string): FormValue | undefined => {
    if (typed.trim() === "") return undefined;
    const number = Number(typed);
    return Number.isFinite(number) && !typed.endsWith(".") ? number : typed;
  };
  return (
    <span className="tb-form-suffixed">
      <input
        {...shared(props)}
        className="tb-form-input"
        type="text"
        inputMode="decimal"
        value={textOf(props.value)}
        onChange={(event) => props.onChange(read(event.target.value))}
      />
      {props.field.appearance?.suffixAdjuster !== undefined && (
        <span aria-hidden="true">{props.field.appearance.suffixAdjuster}</span>
      )}
    </span>
  );
}

function SelectControl(props: ControlProps) {
  const { t } = useTranslation("shared");
  const at = props.options.findIndex((option) => option.value === props.value);
  return (
    <select
      {...shared(props)}
      className="tb-form-input"
      value={at === -1 ? "" : String(at)}
      onChange={(event) => props.onChange(props.options[Number(event.target.value || -1)]?.value)}
    >
      <option value="">{t("form.choose")}</option>
      {props.options.map((option, index) => (
        <option key={String(option.value)} value={index}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function Choice({
  props,
  option,
  kind,
  isChosen,
  onChoose,
}: {
  readonly props: ControlProps;
  readonly option: FormOption;
  readonly kind: "radio" | "checkbox";
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  return (
    <label className={`tb-form-choice ${isChosen ? "tb-form-chosen" : ""}`}>
      <input
        type={kind}
        name={props.id}
        checked={isChosen}
        disabled={props.isDisabled}
        aria-invalid={props.isInvalid || undefined}
        aria-describedby={props.describedBy}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <span>{option.label}</span>
    </label>
  );
}

function RadioControl(props: ControlProps) {
  return (
    <div className="tb-form-choices">
      {props.options.map((option) => (
        <Choice
          key={String(option.value)}
          props={props}
          option={option}
          kind="radio"
          isChosen={props.value === option.value}
          onChoose={() => props.onChange(option.value)}
        />
      ))}
    </div>
  );
}

function ChecklistControl(props: ControlProps) {
  const chosen = isList(props.value) ? props.value : [];
  return (
    <div className="tb-form-choices">
      {props.options.map((option) => (
        <Choice
          key={String(option.value)}
          props={props}
          option={option}
          kind="checkbox"
          isChosen={chosen.includes(option.value)}
          onChoose={(isChosen) =>
            props.onChange(
              isChosen ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
            )
          }
        />
      ))}
    </div>
  );
}

function CheckboxControl(props: ControlProps) {
  return (
    <label className="tb-form-choice">
      <input
        {...shared(props)}
        type="checkbox"
        checked={props.value === true}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>{props.field.label}</span>
    </label>
  );
}

function DateTimeControl(props: ControlProps) {
  const types: Record<string, string> = { time: "time", datetime: "datetime-local" };
  return (
    <input
      {...shared(props)}
      className="tb-form-input"
      type={types[props.field.subtype ?? "date"] ?? "date"}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    />
  );
}

/** The default look of forms, for both entries. */
export const nativeSlots: FormSlots = {
  Frame,
  controls: {
    textfield: TextControl,
    textarea: TextAreaControl,
    number: NumberControl,
    select: SelectControl,
    radio: RadioControl,
    checklist: ChecklistControl,
    checkbox: CheckboxControl,
    datetime: DateTimeControl,
  },
};
