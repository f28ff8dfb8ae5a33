import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { completion, resolveCompletion, type Skeletons } from "../../../server/src/features/completion";
import { accept, editor, finds, labelsAt, offered, plain } from "../../support/editor";

const CHART = `
=== a.coa.yaml
kind: chart-of-accounts
schema: 1
base_currency: CNY
code_scheme: { levels: [4, 2] }
bank_accounts:
  - { id: reserve-01, name: 备付金存管户, bank: 央行, funds: client }
  - { id: own-01, name: 自有户, bank: 云岭银行, funds: own }
accounts:
  - { code: "1002", name: 银行存款, class: asset }
  - { code: "100201", name: 备付金存款, class: asset, purpose: bank_deposit, bank_account: reserve-01 }
  - { code: "1221", name: 待查短款, class: asset, purpose: suspense_shortage }
  - { code: "2202", name: 应付账款, class: liability }
  - { code: "220201", name: 商户待结算款, class: liability, purpose: merchant_pending, dimensions: [merchant] }
  - { code: "2241", name: 待查长款, class: liability, purpose: suspense_surplus }
  - { code: "2299", name: 旧过渡户, class: liability, valid_to: "2025-12-31" }
  - { code: "6021", name: 手续费收入, class: income, purpose: fee_income }
`;

const skeletons = JSON.parse(readFileSync("snippets/posting-rules.code-snippets", "utf8")) as Skeletons;

/** A posting file beside the chart. */
const rules = (text: string) => `${CHART}=== b.posting.yaml\nkind: posting-rules\nschema: 1\n${plain(text)}`;
const channels = (text: string) => `${CHART}=== c.channel.yaml\nkind: payment-channels\nschema: 1\n${plain(text)}`;

function accepts(text: string, label: string, expected: string, options = {}) {
  const tidy = (content: string) => content.replace(/[ \t]+$/gm, "").trimEnd();
  const changed = accept(text, label, options).replace(/^kind: .*\nschema: 1\n/, "");
  assert.equal(tidy(changed), tidy(plain(expected)));
}

describe("completion of keys", () => {
  it("offers what is needed first, then what is expected, and leaves out what is there", () => {
    const labels = labelsAt(
      rules(`
        rules:
          - id: pay
            $0
            title: 收款
      `),
    );
    assert.deepEqual(labels.slice(0, 5), ["event", "register", "entries", "status", "idempotency_key"]);
    assert.ok(!labels.includes("id") && !labels.includes("title"));
    assert.deepEqual(labels.slice(-2), ["note", "terms"]);
  });

  it("offers one side of a leg only when the other is not written", () => {
    const leg = (line: string) => rules(`rules:\n  - id: pay\n    event: payment\n    entries:\n      - ${line}`);
    assert.deepEqual(labelsAt(leg("$0")).slice(0, 3), ["debit", "credit", "amount"]);
    const labels = labelsAt(leg('debit: "2241"\n        $0'));
    assert.equal(labels[0], "amount");
    assert.ok(!labels.includes("credit"));
  });

  it("writes the frame of a list of mappings with what its items need", () => {
    accepts(
      rules(`
        rules:
          - id: pay
            event: payment
            ent$0
      `),
      "entries",
      `
        rules:
          - id: pay
            event: payment
            entries:
              - debit: ""
                amount: 
      `,
    );
  });

  it("writes mappings indented and values in quotes where they need them", () => {
    accepts(
      channels(`
        channels:
          - id: qr
            $0
      `),
      "cut_off",
      `
        channels:
          - id: qr
            cut_off: ""
      `,
    );
    accepts(
      rules(`
        products:
          - id: qr
            settle$0
      `),
      "settlement",
      "products:\n  - id: qr\n    settlement:\n      \n",
    );
  });

  it("replaces a key and keeps its colon and value", () => {
    accepts(
      rules(`
        rules:
          - id: pay
            sta$0tu: accepted
      `),
      "status",
      `
        rules:
          - id: pay
            status: accepted
      `,
    );
  });

  it("chooses the branch of a union by what is written beside", () => {
    const labels = labelsAt(
      rules(`
        inputs:
          gross:
            type: rate
            $0
      `),
    );
    assert.ok(labels.includes("scale") && !labels.includes("values"), labels.join(" "));
  });

  it("knows the root of an empty file by the file's name", () => {
    assert.deepEqual(labelsAt("=== a.coa.yaml\n$0\n").slice(0, 2), ["kind", "schema"]);
    assert.equal(accept("=== a.coa.yaml\n$0\n", "kind"), "kind: chart-of-accounts\n");
  });

  it("writes keys inside brackets on the same line", () => {
    accepts(
      rules(`
        rules:
          - id: pay
            entries:
              - {debit: "2241", am$0}
      `),
      "amount",
      `
        rules:
          - id: pay
            entries:
              - {debit: "2241", amount: }
      `,
    );
  });

  it("is found by Chinese words and by pinyin", () => {
    const items = offered(editor(rules("rules:\n  - id: pay\n    entries:\n      - $0")));
    const debit = items.find((item) => item.label === "debit")!;
    for (const letters of ["deb", "jie", "借"]) assert.ok(finds(debit, letters), letters);
    assert.ok(!finds(items.find((item) => item.label === "credit")!, "jie"));
  });

  it("is documented in both languages when asked", () => {
    const given = editor(rules("rules:\n  - id: pay\n    eve$0"));
    const event = offered(given).find((item) => item.label === "event")!;
    assert.equal(event.documentation, undefined);
    const { documentation } = resolveCompletion(given.context, event);
    const text = (documentation as { value: string }).value;
    assert.match(text, /[a-z]{4,}/);
    assert.match(text, /\p{Script=Han}{2,}/u);
  });

  it("names the accounts of balances with the side they have", () => {
    accepts(
      rules(`
        scenarios:
          - id: s
            expect:
              balances:
                $0
      `),
      "220201",
      `
        scenarios:
          - id: s
            expect:
              balances:
                "220201": { credit:  }
      `,
    );
  });

  it("offers the dimensions of the leg's account first", () => {
    const labels = labelsAt(
      rules(`
        rules:
          - id: pay
            entries:
              - credit: "220201"
                dimensions:
                  $0
      `),
    );
    assert.equal(labels[0], "merchant");
  });

  it("offers checks and areas in the workspace file", () => {
    const labels = labelsAt("=== counting-house.yaml\nchecks:\n  $0\n");
    assert.ok(labels.includes("coa/normal-balance") && labels.includes("coa"));
  });
});

describe("completion of values", () => {
  it("offers events with their names, and the usual statuses of the event first", () => {
    const given = editor(rules("rules:\n  - id: pay\n    event: $0"), "zh-cn");
    const payment = offered(given).find((item) => item.label === "payment")!;
    assert.ok(payment.labelDetails?.description);
    assert.deepEqual(labelsAt(rules("rules:\n  - id: out\n    event: funds_in\n    status: $0"))[0], "matched");
  });

  it("offers only lowest accounts that are in use in an entry, with name and class", () => {
    const given = editor(rules("rules:\n  - id: pay\n    entries:\n      - debit: $0"), "zh-cn");
    const items = offered(given);
    assert.deepEqual(
      items.map((item) => item.label),
      ["100201", "1221", "220201", "2241", "6021"],
    );
    assert.equal(items[0]!.labelDetails?.description, "备付金存款");
    assert.match(items[0]!.detail ?? "", /资产/);
  });

  it("finds accounts by code, by name and by pinyin", () => {
    const items = offered(editor(rules("rules:\n  - id: pay\n    entries:\n      - debit: $0")));
    const reserve = items.find((item) => item.label === "100201")!;
    for (const letters of ["1002", "备付", "bfj", "beifujin"]) assert.ok(finds(reserve, letters), letters);
  });

  it("always quotes account codes, in the quotes that are there", () => {
    const leg = (value: string) =>
      rules(`rules:\n  - id: pay\n    entries:\n      - debit: ${value}\n        amount: 1`);
    const result = (value: string) => `rules:\n  - id: pay\n    entries:\n      - debit: ${value}\n        amount: 1`;
    accepts(leg("22$0"), "220201", result('"220201"'));
    accepts(leg('"22$0"'), "220201", result('"220201"'));
    accepts(leg("'22$0'"), "220201", result("'220201'"));
    accepts(leg('"22$0'), "220201", result('"220201"'));
    accepts(leg("$0"), "220201", result('"220201"'));
    accepts(leg('"1221"$0  # 短款'), "220201", result('"220201"  # 短款'));
  });

  it("adds the space a value needs after its colon", () => {
    accepts(rules("rules:\n  - id: pay\n    event:$0"), "payment", "rules:\n  - id: pay\n    event: payment");
  });

  it("offers the suspense account of the side a difference is on", () => {
    const row = (kind: string, flow: string) =>
      channels(`
        channels:
          - id: qr
            reconciliation:
              differences:
                - kind: ${kind}
                  flow: ${flow}
                  suspense: $0
      `);
    assert.deepEqual(labelsAt(row("channel_only", "pay_in")), ["2241"]);
    assert.deepEqual(labelsAt(row("own_only", "pay_in")), ["1221"]);
    assert.deepEqual(labelsAt(row("channel_only", "pay_out")), ["1221"]);
    assert.deepEqual(labelsAt(row("own_only", "refund")), ["2241"]);
    assert.deepEqual(labelsAt(row("amount_mismatch", "pay_in")), ["1221", "2241"]);
  });

  it("offers bank accounts, own money first for what we pay ourselves", () => {
    const fee = channels("channels:\n  - id: qr\n    fee:\n      paid_from: $0");
    assert.deepEqual(labelsAt(fee), ["own-01", "reserve-01"]);
  });

  it("offers rates with their units", () => {
    accepts(
      channels("channels:\n  - id: qr\n    fee:\n      rate: 0.38$0"),
      "0.38%",
      'channels:\n  - id: qr\n    fee:\n      rate: "0.38%"',
    );
    assert.deepEqual(labelsAt(channels('channels:\n  - id: qr\n    fee:\n      rate: "6$0"')), ["6%", "6‰", "6bp"]);
  });

  it("offers cycles with what they mean", () => {
    const given = editor(channels("channels:\n  - id: qr\n    settlement:\n      cycle: $0"), "zh-cn");
    const next = offered(given).find((item) => item.label === "T+1")!;
    assert.equal(next.labelDetails?.description, "次一工作日");
    accepts(
      channels("channels:\n  - id: qr\n    settlement:\n      cycle: T$0"),
      "T+1",
      "channels:\n  - id: qr\n    settlement:\n      cycle: T+1",
    );
  });

  it("completes lists: in brackets, behind a dash, and after the colon", () => {
    const product = (tail: string) =>
      `${CHART}=== c.channel.yaml\nkind: payment-channels\nschema: 1\nchannels:\n  - { id: wallet-qr, name: 扫码, flow: pay_in, method: wallet_app }\n=== b.posting.yaml\nkind: posting-rules\nschema: 1\nproducts:\n  - id: qr\n    channels:${tail}\n`;
    const written = (tail: string) => accept(product(tail), "wallet-qr").split("channels:").at(-1)!.trimEnd();
    assert.equal(written(" $0"), " [wallet-qr]");
    assert.equal(written(" [wal$0]"), " [wallet-qr]");
    assert.equal(written(" [other, $0]"), " [other, wallet-qr]");
    assert.equal(written(" [other, wal$0"), " [other, wallet-qr");
    assert.equal(written("\n      - wal$0"), "\n      - wallet-qr");
    assert.equal(written("\n      - $0"), "\n      - wallet-qr");
    assert.equal(written("\n      $0"), "\n      - wallet-qr");
  });

  it("offers files of the right kind", () => {
    assert.deepEqual(labelsAt(rules("chart: $0")), ["./a.coa.yaml"]);
    accepts(rules("chart: ./a$0"), "./a.coa.yaml", "chart: ./a.coa.yaml");
  });

  it("offers glossary terms by Chinese name", () => {
    const items = offered(editor(rules("rules:\n  - id: pay\n    terms: [$0]")));
    const surplus = items.find((item) => item.label === "surplus");
    assert.ok(surplus && finds(surplus, "长款"));
  });

  it("offers nothing in comments, block texts and behind a finished list", () => {
    assert.deepEqual(labelsAt(rules("rules:\n  - id: pay\n    # ev$0")), []);
    assert.deepEqual(labelsAt(rules("rules:\n  - id: pay\n    note: |\n      ev$0")), []);
    assert.deepEqual(labelsAt(rules("rules:\n  - id: pay\n    event: payment # $0")), []);
  });
});

describe("completion inside amounts", () => {
  const leg = (amount: string) =>
    rules(`
      inputs:
        gross: { type: money, min: 1.00, max: 500.00 }
      amounts:
        fee: round(gross * product.fee.rate)
      rules:
        - id: pay
          event: payment
          inputs:
            tip: { type: money }
          entries:
            - debit: "220201"
              amount: ${amount}
        - id: refund
          event: refund
          original:
            event: payment
          entries:
            - debit: "220201"
              amount: 1
    `);

  it("offers own names, then those of the file, rest, fee terms and functions", () => {
    const labels = labelsAt(leg("$0"));
    assert.deepEqual(labels.slice(0, 4), ["tip", "fee", "gross", "rest"]);
    assert.ok(["product.fee.rate", "round", "min", "max"].every((label) => labels.includes(label)));
    assert.ok(!labels.includes("balance") && !labels.includes("original.gross"));
  });

  it("replaces the name at the cursor only, and offers rest alone", () => {
    assert.match(accept(leg("gross - f$0"), "fee"), /amount: gross - fee$/m);
    assert.match(accept(leg("gr$0os - fee"), "gross"), /amount: gross - fee$/m);
    assert.match(
      accept(leg("round(gross * product.f$0)"), "product.fee.rate"),
      /amount: round\(gross \* product\.fee\.rate\)$/m,
    );
    assert.ok(!labelsAt(leg("gross - $0")).includes("rest"));
  });

  it("completes inside quotes", () => {
    assert.match(accept(leg('"gross - f$0"'), "fee"), /amount: "gross - fee"$/m);
  });

  it("offers the names of the original transaction to a rule that has one", () => {
    const text = leg("1").replace(/amount: 1\n$/, "amount: original.$0\n");
    const labels = labelsAt(text);
    assert.ok(labels.includes("original.gross") && labels.includes("original.tip") && labels.includes("original.fee"));
    assert.match(accept(text, "original.gross"), /amount: original\.gross$/m);
  });

  it("offers accounts inside balance(…)", () => {
    const condition = (text: string) =>
      rules(`scenarios:\n  - id: s\n    identities:\n      - name: 平\n        condition: ${text}`);
    assert.match(accept(condition(`balance("22$0`), "220201"), /condition: balance\("220201"$/m);
    assert.match(accept(condition(`'balance("22$0") == 0'`), "220201"), /condition: 'balance\("220201"\) == 0'$/m);
    assert.ok(labelsAt(condition("$0")).includes("balance"));
  });

  it("keeps names of the rule when the rule cannot be parsed", () => {
    const text = rules(`
      rules:
        - id: pay
          inputs:
            tip:
              type: money
          title: "never closed
          entries:
            - amount: t$0
    `);
    assert.ok(labelsAt(text).includes("tip"));
  });
});

describe("completion in documents that do not parse", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a key without a colon", "rules:\n  - id: pay\n    sta$0\n    entries: []", "status"],
    ["a dash just typed", "rules:\n  - id: pay\n    entries:\n      - $0", "debit"],
    [
      "a dash without its space",
      'rules:\n  - id: pay\n    entries:\n      - debit: "2241"\n        amount: 1\n      - $0',
      "credit",
    ],
    ["a missing value", "rules:\n  - id: pay\n    event: $0\n    status: accepted", "payment"],
    ["an open bracket", 'rules:\n  - id: pay\n    entries:\n      - {debit: "2241", $0\n  - id: next', "amount"],
    ["an open quote", 'rules:\n  - id: pay\n    event: "pay$0\n    status: accepted', "payment"],
    ["an open bracket above", "rules:\n  - id: pay\n    idempotency_key: [a, b\n    $0", "event"],
    ["a broken item above", "rules:\n  - id: [pay\n    event: }\n  - id: two\n    $0", "event"],
    ["a list item at the column of its key", "rules:\n- id: pay\n  entries:\n  - $0", "debit"],
    ["brackets over several lines", 'rules:\n  - id: pay\n    entries: [\n      {debit: "2241",\n       $0', "amount"],
    ["a tab", "rules:\n  - id: pay\n    title:\tx\n    $0", "event"],
  ];
  for (const [name, text, label] of cases) {
    it(name, () => {
      const labels = labelsAt(rules(text));
      assert.ok(labels.includes(label), labels.join(" "));
    });
  }
});

describe("completion of posting-rule skeletons", () => {
  it("offers them where a rule begins, and nowhere else", () => {
    for (const text of ["rules:\n  $0", "rules:\n  - $0", "rules:\n  - id: a\n    event: fee\n  - $0"])
      assert.ok(labelsAt(rules(text), { skeletons }).includes("ch-top-up"), text);
    for (const text of [
      "rules:\n  - id: a\n    $0",
      "products:\n  - $0",
      "rules:\n  - id: a\n    entries:\n      - $0",
    ])
      assert.ok(!labelsAt(rules(text), { skeletons }).includes("ch-top-up"), text);
  });

  it("writes them at the column of the list, with the dash only when it is missing", () => {
    for (const text of ["rules:\n  $0", "rules:\n  - $0"]) {
      const lines = accept(rules(text), "ch-payment", { skeletons }).split("\n");
      assert.equal(lines[3], "  - id: demo.payment.ok", text);
      assert.equal(lines[4], "    title: 收款成功");
      assert.ok(lines.includes("  - id: demo.funds-in"));
    }
  });

  it("finds them by Chinese and by pinyin", () => {
    const items = offered(editor(rules("rules:\n  - $0")), { skeletons });
    const topUp = items.find((item) => item.label === "ch-top-up")!;
    for (const letters of ["充值", "cz", "chongzhi"]) assert.ok(finds(topUp, letters), letters);
  });

  it("writes plain text for clients without snippets", () => {
    const given = editor(rules("rules:\n  - $0"));
    const { items } = completion(given.context, given.uri, given.position, { snippets: false, skeletons });
    for (const item of items) {
      assert.equal(item.insertTextFormat, undefined);
      assert.doesNotMatch((item.textEdit as { newText: string }).newText, /\$\{|\$\d/);
    }
  });
});
