/** The part of form-js's JSON that our forms use (ADR 0005): written by hand or by the form-js editor. */

/** A value in a form. */
export type FormValue =
  | null
  | boolean
  | number
  | string
  | readonly FormValue[]
  | { readonly [key: string]: FormValue | undefined };

/** Everything in a form, by key. */
export type FormData = Readonly<Record<string, FormValue | undefined>>;

/** A form. */
export interface FormSchema {
  readonly id?: string;
  readonly components: readonly FormField[];
  readonly [other: string]: unknown;
}

/** One choice of a select, radio or checklist. */
export interface FormOption {
  readonly label: string;
  readonly value: string | number | boolean;
}

/** One component of a form. */
export interface FormField {
  readonly id?: string;
  /**
   * textfield, textarea, number, select, radio, checklist, checkbox, datetime, group, dynamiclist or text; the editor
   * may write others, which are left out.
   */
  readonly type: string;
  readonly key?: string;
  /** Prefix of the keys inside a group or dynamic list. */
  readonly path?: string;
  readonly label?: string;
  readonly description?: string;
  /** Body of a text component: plain paragraphs; a leading # makes a heading. */
  readonly text?: string;
  readonly values?: readonly FormOption[];
  /** Key in the form's data under which the choices are. */
  readonly valuesKey?: string;
  /** The same as a FEEL reference, `=materials`. */
  readonly valuesExpression?: string;
  readonly defaultValue?: FormValue;
  readonly disabled?: boolean | string;
  readonly readonly?: boolean | string;
  /** date, time or datetime. */
  readonly subtype?: string;
  readonly dateLabel?: string;
  readonly decimalDigits?: number;
  readonly conditional?: { readonly hide?: string };
  readonly validate?: FormRules;
  readonly components?: readonly FormField[];
  readonly appearance?: { readonly suffixAdjuster?: string; readonly prefixAdjuster?: string };
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

/** Rules of one field. */
export interface FormRules {
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly [other: string]: unknown;
}
