import { pairOf } from "../../yaml/nodes";
import { channelName, inUse, keyOf } from "../chan/facts/channel";
import { fix } from "../chan/facts/fix";
import { check } from "../check";
import { appendItems } from "../edits";
import { page } from "../pages";

const voidTreatment = check({
  code: "recon/void-treatment",
  severity: "info",
  tier: "P2",
  on: "channels",
  title: { en: "It is known whether the statement lists voids", zh: "对账单里有没有撤销、冲正要说清" },
  *run({ model }) {
    for (const channel of model.channels) {
      const statement = channel.reconciliation?.statement;
      if (!statement || statement.contents.length === 0 || !inUse(channel)) continue;
      // A note on the statement is the place to say that they do not appear.
      if (statement.note || statement.contents.some(({ value }) => value === "voids" || value === "reversed_pairs"))
        continue;
      const cancels = pairOf(channel.node, "cancel") !== undefined || channel.interfaces?.cancel !== undefined;
      const reverses = channel.interfaces?.reverse !== undefined;
      if (!cancels && !reverses) continue;
      const name = channelName(channel);
      const parts = [...(cancels ? ["voids"] : []), ...(reverses ? ["reversed_pairs"] : [])];
      yield {
        at: keyOf(statement.node, "contents"),
        message: {
          en: `${name.en} can ${[cancels && "void", reverses && "reverse"].filter(Boolean).join(" and ")} payments; say whether its statement lists such pairs (${parts.join(", ")}), or write in a note that it does not.`,
          zh: `${name.zh} 支持${[cancels && "撤销", reverses && "冲正"].filter(Boolean).join("、")}；请写明对账单里是否列出（${parts.join("、")}），不列出时在 note 里说明。`,
        },
        fixes: () => [
          fix(`The statement lists them: add ${parts.join(", ")}`, `对账单列出：加上 ${parts.join("、")}`, [
            appendItems(statement.node, "contents", parts),
          ]),
        ],
      };
    }
  },
});
export default voidTreatment;

DOCS: page(voidTreatment, {
  why: {
    en: "A void on the same day makes its original vanish from some files; others list both. Some banks leave reversals out altogether. Whoever does not know which finds a difference for every void.",
    zh: "当日撤销，有的文件里原交易和撤销都消失，有的两笔都列；有的银行冲正根本不对账。不知道是哪种，每次撤销都会对出差异。",
  },
  fix: {
    en: "Add `voids` or `reversed_pairs` to the contents, or say in a note of the statement that they do not appear.",
    zh: "在 contents 里加上 `voids`、`reversed_pairs`；不出现的，在对账单的 note 里说明。",
  },
  silent: {
    en: "While the contents are not declared, and for channels that cannot cancel or reverse.",
    zh: "没写 contents 不提示；不支持撤销、冲正的渠道不提示。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        cancel:
          until: same_accounting_day
        reconciliation:
          date_basis: channel_date
          statement:
            source: query
            contents: [payments]
          # ^^^^^^^^ recon/void-treatment: Channel bank-a can void payments; say whether its statement lists such pairs (voids), or write in a note that it does not.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        cancel:
          until: same_accounting_day
        reconciliation:
          date_basis: channel_date
          statement:
            source: query
            contents: [payments]
            note: 撤销与原交易都不出现在文件里
  `,
  sources: ["2017-07-25 11:25", "2017-05-25 10:20"],
});
