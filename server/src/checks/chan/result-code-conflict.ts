import type { Text } from "../../l10n/text";
import type { Channel, ResultCode } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { removeItem, replaceScalar } from "../edits";
import { page } from "../pages";
import { fix } from "./facts/fix";

type Meaning = NonNullable<ResultCode["meaning"]>["value"];

/** Response codes of card schemes (ISO 8583, field 39) whose meaning leaves no room. */
const CARD_CODES: Readonly<Record<string, readonly Meaning[]>> = {
  "00": ["success"],
  "14": ["invalid_card"],
  "25": ["not_found"],
  "51": ["insufficient_funds"],
  "54": ["invalid_card"],
  "61": ["limit_exceeded"],
  "65": ["limit_exceeded"],
  "68": ["timeout", "system_error"],
  "94": ["duplicate_order"],
  "96": ["system_error"],
};

const resultCodeConflict = check({
  code: "chan/result-code-conflict",
  severity: "error",
  tier: "P0",
  on: "channels",
  title: { en: "A result code means one thing", zh: "一个结果码只有一个结论" },
  *run({ model }) {
    for (const channel of model.channels) {
      const { results } = channel;
      if (!results) continue;
      const first = new Map<string, ResultCode>();
      const cards = isCardScheme(channel);
      for (const row of results.codes) {
        const { code, outcome, retry } = row;
        if (!code) continue;
        const key = JSON.stringify([row.operation?.value, code.value, row.sub_code?.value]);
        const earlier = first.get(key);
        if (!earlier) first.set(key, row);
        if (earlier?.outcome && outcome && earlier.outcome.value !== outcome.value) {
          yield {
            at: outcome.node,
            message: {
              en: `Code ${nameOf(row).en} is ${outcome.value} here and ${earlier.outcome.value} in an earlier row; keep one.`,
              zh: `结果码 ${nameOf(row).zh}在这里是 ${outcome.value}，在前面一行是 ${earlier.outcome.value}；请只留一行。`,
            },
            related: [{ at: earlier.outcome.node, message: { en: "The earlier row", zh: "前面一行" } }],
            fixes: () => [
              fix("Remove this row", "删除这一行", removeItem(results.node, "codes", row.node)),
              fix("Remove the earlier row", "删除前面一行", removeItem(results.node, "codes", earlier.node)),
            ],
          };
        }
        if (outcome?.value === "success" && retry && retry.value !== "none") {
          yield {
            at: retry.node,
            message: {
              en: `Code ${nameOf(row).en} is a success and is retried all the same; that charges or pays twice.`,
              zh: `结果码 ${nameOf(row).zh}已是成功，却还要重试，会重复扣款或付款。`,
            },
            fixes: () => [
              fix("Set retry to none", "重试改为 none（不重试）", [replaceScalar(retry.node, "none")], true),
            ],
          };
        }
        if (cards) yield* cardMeaning(row);
      }
    }
  },
});
export default resultCodeConflict;

function* cardMeaning({ code, meaning }: ResultCode): Iterable<CheckFinding> {
  if (!code || !meaning || !/^[0-9A-Z]{2}$/.test(code.value)) return;
  const expected = Object.hasOwn(CARD_CODES, code.value) ? CARD_CODES[code.value] : undefined;
  if (expected ? !expected.includes(meaning.value) : meaning.value === "insufficient_funds") {
    const right = expected?.[0];
    yield {
      at: right === undefined ? code.node : meaning.node,
      severity: "warning",
      message:
        right === undefined
          ? {
              en: `Card schemes answer 51 for insufficient funds (ISO 8583); ${code.value} means something else.`,
              zh: `按 ISO 8583，卡组织用 51 表示余额不足；${code.value} 另有含义。`,
            }
          : {
              en: `Response code ${code.value} of a card scheme means ${right} (ISO 8583), not ${meaning.value}.`,
              zh: `按 ISO 8583，卡组织应答码 ${code.value} 表示 ${right}，不是 ${meaning.value}。`,
            },
      fixes: () =>
        right === undefined
          ? []
          : [fix(`Set the meaning to ${right}`, `含义改为 ${right}`, [replaceScalar(meaning.node, right)])],
    };
  }
}

function isCardScheme({ method, rail }: Channel): boolean {
  return method?.value === "card_present" || (method?.value === "pre_auth" && rail?.value !== "nucc");
}

function nameOf({ operation, code, sub_code }: ResultCode): Text {
  const full = sub_code ? `${code!.value}/${sub_code.value}` : code!.value;
  return operation
    ? { en: `${full} (${operation.value})`, zh: `${full}（${operation.value}）` }
    : { en: full, zh: `${full} ` };
}

DOCS: page(resultCodeConflict, {
  why: {
    en: "Which of two rows wins depends on who reads the table. A table in the trade's talk mapped 23 to insufficient funds and forgot 51, so empty cards were tried again and again.",
    zh: "两行谁生效，取决于谁来读表。行内流传的一张表把 23 映射成“余额不足”，却漏了 51，结果空卡被一试再试。",
  },
  fix: {
    en: "Keep one row for each operation, code and sub-code, retry no success, and give card-scheme codes their standard meaning.",
    zh: "每个“接口 + 码 + 子码”只留一行；成功不重试；卡组织应答码按标准含义填写。",
  },
  silent: {
    en: "When rows differ in operation or sub-code or agree in the outcome. Standard meanings are compared for card terminals only.",
    zh: "接口或子码不同、或结论相同时不报。标准含义只对刷卡类渠道比对。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行快捷（虚构）
        flow: pay_in
        method: quick_pay
        results:
          default: unknown
          codes:
            - operation: query
              code: E1
              meaning: risk_rejected
              outcome: failure
            - operation: query
              code: E1
              meaning: system_error
              outcome: unknown
    #                  ^^^^^^^ chan/result-code-conflict: Code E1 (query) is unknown here and failure in an earlier row; keep one.
            - operation: query
              code: OK
              meaning: success
              outcome: success
              retry: same_order
    #                ^^^^^^^^^^ chan/result-code-conflict: Code OK (query) is a success and is retried all the same; that charges or pays twice.
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        results:
          default: unknown
          codes:
            - operation: pay
              code: "23"
    #               ^^^^ chan/result-code-conflict: Card schemes answer 51 for insufficient funds (ISO 8583); 23 means something else.
              meaning: insufficient_funds
              outcome: failure
            - operation: pay
              code: "51"
              meaning: risk_rejected
    #                  ^^^^^^^^^^^^^ chan/result-code-conflict: Response code 51 of a card scheme means insufficient_funds (ISO 8583), not risk_rejected.
              outcome: failure
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: pos
        name: 线下刷卡（虚构）
        flow: pay_in
        method: card_present
        results:
          default: unknown
          codes:
            - operation: pay
              code: "51"
              meaning: insufficient_funds
              outcome: failure
            - operation: refund
              code: "51"
              meaning: insufficient_funds
              outcome: unknown
  `,
  sources: ["2017-06-21 19:28", "2017-05-25 19:58"],
});
