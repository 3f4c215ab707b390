/**
 * The part of the form-js schema that our forms use (https://bpmn.io/toolkit/form-js/), checked when a form is deployed.
 * Two additions live in form-js's own `properties` bag, so that its editor keeps them: `format` names a check that
 * JSON Schema does not know, `prefill` names where a value can come from.
 */
import { z } from "zod";

const label = z.string().max(200).optional();
const fieldBase = {
  key: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
  id: z.string().optional(),
  label,
  description: z.string().max(500).optional(),
  defaultValue: z.unknown().optional(),
  conditional: z.object({ hide: z.string().startsWith("=") }).optional(),
  disabled: z.boolean().optional(),
  readonly: z.union([z.boolean(), z.string()]).optional(),
  layout: z.unknown().optional(),
};
const required = { required: z.boolean().optional() };
const options = z
  .array(z.object({ value: z.string().max(100), label: z.string().max(200) }))
  .min(1)
  .max(200);

/** Checks of a text that a pattern cannot make. */
export const TEXT_FORMATS = ["citizenNumber", "uscc", "mobile"] as const;
/** One of {@link TEXT_FORMATS}. */
export type TextFormat = (typeof TEXT_FORMATS)[number];

const properties = z
  .object({ format: z.enum(TEXT_FORMATS).optional(), prefill: z.string().optional() })
  .catchall(z.string())
  .optional();

const textValidation = z
  .object({
    ...required,
    minLength: z.number().int().nonnegative().optional(),
    maxLength: z.number().int().positive().optional(),
    pattern: z.string().max(300).optional(),
  })
  .optional();

const textField = z.object({
  ...fieldBase,
  type: z.enum(["textfield", "textarea"]),
  validate: textValidation,
  properties,
  appearance: z.unknown().optional(),
});
const numberField = z.object({
  ...fieldBase,
  type: z.literal("number"),
  decimalDigits: z.number().int().min(0).max(6).optional(),
  increment: z.string().optional(),
  validate: z
    .object({ ...required, min: z.number().optional(), max: z.number().optional() })
    .optional(),
  properties,
  appearance: z.unknown().optional(),
});
const choiceField = z.object({
  ...fieldBase,
  type: z.enum(["select", "radio"]),
  values: options,
  searchable: z.boolean().optional(),
  validate: z.object(required).optional(),
  properties,
});
const checklistField = z.object({
  ...fieldBase,
  type: z.literal("checklist"),
  values: options,
  validate: z.object(required).optional(),
  properties,
});
const checkboxField = z.object({
  ...fieldBase,
  type: z.literal("checkbox"),
  validate: z.object(required).optional(),
  properties,
});
const dateTimeField = z.object({
  ...fieldBase,
  type: z.literal("datetime"),
  subtype: z.enum(["date", "time", "datetime"]),
  dateLabel: z.string().optional(),
  timeLabel: z.string().optional(),
  timeSerializingFormat: z.string().optional(),
  timeInterval: z.number().optional(),
  use24h: z.boolean().optional(),
  validate: z.object(required).optional(),
  properties,
});
const text = z.object({
  type: z.literal("text"),
  id: z.string().optional(),
  text: z.string().max(4000),
  conditional: fieldBase.conditional,
  layout: z.unknown().optional(),
});

/** A field that holds one value. */
export type ValueField =
  | z.infer<typeof textField>
  | z.infer<typeof numberField>
  | z.infer<typeof choiceField>
  | z.infer<typeof checklistField>
  | z.infer<typeof checkboxField>
  | z.infer<typeof dateTimeField>;

/** Fields under one heading; their values stand beside each other in the data. */
export interface Group {
  type: "group";
  id?: string | undefined;
  label?: string | undefined;
  showOutline?: boolean | undefined;
  conditional?: { hide: string } | undefined;
  layout?: unknown;
  components: FormComponent[];
}

/** Rows of the same fields: a list of objects under `path`. */
export interface DynamicList {
  type: "dynamiclist";
  id?: string | undefined;
  label?: string | undefined;
  path: string;
  showOutline?: boolean | undefined;
  isRepeating?: boolean | undefined;
  allowAddRemove?: boolean | undefined;
  defaultRepetitions?: number | undefined;
  conditional?: { hide: string } | undefined;
  layout?: unknown;
  components: FormComponent[];
}

/** Anything that can stand in a form. */
export type FormComponent = ValueField | z.infer<typeof text> | Group | DynamicList;

const component: z.ZodType<FormComponent> = z
  .lazy(() =>
    z.discriminatedUnion("type", [
      textField,
      numberField,
      choiceField,
      checklistField,
      checkboxField,
      dateTimeField,
      text,
      z.object({
        type: z.literal("group"),
        id: z.string().optional(),
        label,
        showOutline: z.boolean().optional(),
        conditional: fieldBase.conditional,
        layout: z.unknown().optional(),
        components: z.array(component).max(200),
      }),
      z.object({
        type: z.literal("dynamiclist"),
        id: z.string().optional(),
        label,
        path: fieldBase.key,
        showOutline: z.boolean().optional(),
        isRepeating: z.boolean().optional(),
        allowAddRemove: z.boolean().optional(),
        defaultRepetitions: z.number().int().min(0).max(50).optional(),
        conditional: fieldBase.conditional,
        layout: z.unknown().optional(),
        components: z.array(component).max(50),
      }),
    ]),
  )
  .meta({ id: "FormComponent" });

/** A whole form. */
export const formSchema = z
  .object({
    type: z.literal("default"),
    id: z.string().min(1).max(100),
    schemaVersion: z.number().int().positive(),
    components: z.array(component).max(200),
  })
  .meta({ id: "FormSchema" });

/** A whole form, as deployed. */
export type FormSchema = z.infer<typeof formSchema>;
