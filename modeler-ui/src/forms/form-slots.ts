import type { ComponentType, ReactNode } from "react";
import type { FormData, FormField, FormOption, FormValue } from "./form-schema.ts";

/** What a control is given; it is named by its frame's label and described by its hint and fault. */
export interface ControlProps {
  readonly field: FormField;
  /** Element id; the label points at it. */
  readonly id: string;
  readonly value: FormValue | undefined;
  /** The whole form, for a control that depends on others. */
  readonly data: FormData;
  readonly onChange: (value: FormValue | undefined) => void;
  readonly options: readonly FormOption[];
  readonly isDisabled: boolean;
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
  /** Ids of hint and fault, for aria-describedby. */
  readonly describedBy: string | undefined;
}

/** What surrounds a control. */
export interface FrameProps {
  readonly field: FormField;
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly hint: string | undefined;
  readonly fault: string | undefined;
  /** Where a prefilled value came from. */
  readonly source: string | undefined;
  /** Choices are a fieldset with a legend; single controls have a label. */
  readonly isGroup: boolean;
  readonly children: ReactNode;
}

/** The parts that an entry may replace to give forms its own look; behaviour stays in the renderer. */
export interface FormSlots {
  readonly Frame: ComponentType<FrameProps>;
  readonly controls: Readonly<Record<string, ComponentType<ControlProps>>>;
}
