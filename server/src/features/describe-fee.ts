import type { Text } from "../l10n/text";
import type { Field, List } from "../model/fields";
import type { FeeTier } from "../model/types.generated";

interface FeeTerms {
  readonly model?: Field<string>;
  readonly rate?: Field<string>;
  readonly amount?: Field<string>;
  readonly tiers: List<FeeTier>;
  readonly min?: Field<string>;
  readonly max?: Field<string>;
}

/** Fee terms in words: "0.6% of the amount, at least 0.10". */
export function describeFee(fee: FeeTerms): Text {
  const core = ((): Text => {
    if (fee.tiers.length > 0) {
      const steps = fee.tiers.map((tier) => {
        const price = tier.rate?.value ?? tier.amount?.value ?? "?";
        const upTo = tier.up_to?.value;
        return {
          en: `${price} ${upTo ? `up to ${upTo}` : `over ${tier.over?.value ?? "0"}`}`,
          zh: `${upTo ? `${upTo} 以内` : `超过 ${tier.over?.value ?? "0"}`} ${price}`,
        };
      });
      return { en: steps.map((s) => s.en).join(", "), zh: steps.map((s) => s.zh).join("，") };
    }
    if (fee.rate) return { en: `${fee.rate.value} of the amount`, zh: `按金额 ${fee.rate.value}` };
    if (fee.amount) return { en: `${fee.amount.value} per transaction`, zh: `每笔 ${fee.amount.value}` };
    return { en: "not given", zh: "未写明" };
  })();
  const floor: Text = fee.min
    ? { en: `, at least ${fee.min.value}`, zh: `，最低 ${fee.min.value}` }
    : { en: "", zh: "" };
  const cap: Text = fee.max ? { en: `, at most ${fee.max.value}`, zh: `，封顶 ${fee.max.value}` } : { en: "", zh: "" };
  return { en: core.en + floor.en + cap.en, zh: core.zh + floor.zh + cap.zh };
}
