/** An evaluator on the screen. */
import { z } from "zod";
import { askForRating, rated } from "../kinds/evaluator.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import { SimulatedDevice } from "./simulated-device.ts";

const tap = z.object({
  action: z.literal("tap"),
  grade: z.number().int().min(1).max(5),
  tags: z.array(z.string()).max(12).default([]),
});

interface Question {
  readonly reference: string;
  readonly question: string;
  readonly tags: readonly string[];
}

/** See file head. */
export class EvaluatorSimulator extends SimulatedDevice {
  #question: Question | null = null;

  constructor(options: ConstructorParameters<typeof SimulatedDevice>[0]) {
    super(options);
    this.handle(askForRating, (question) => {
      this.#question = question;
      return { asking: true };
    });
  }

  protected override face(): Readonly<Record<string, unknown>> {
    return { question: this.#question?.question ?? null, tags: this.#question?.tags ?? [] };
  }

  override act(action: Readonly<Record<string, unknown>>): void {
    const parsed = tap.safeParse(action);
    if (!parsed.success) throw new DeviceRefusal("ACTION_UNKNOWN", "评价器不支持此操作。");
    const question = this.#question;
    if (question === null) throw new DeviceRefusal("NOTHING_ASKED", "当前没有待评价的办件。");
    const { grade, tags } = parsed.data;
    this.report(rated, {
      reference: question.reference,
      grade,
      tags: tags.filter((tag) => question.tags.includes(tag)),
    });
    this.#question = null;
    this.faceChanged();
  }
}
