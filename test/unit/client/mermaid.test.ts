import assert from "node:assert/strict";
import { mermaidOf } from "../../../client/src/flow/mermaid";
import { pictureOf } from "../../../client/src/flow/picture";
import type { MoneyFlow } from "../../../server/src/protocol";
import { flowOf } from "./flow-example";

describe("the picture as Mermaid", () => {
  it("draws owners, bank accounts, real money, obligations and what is deferred", () => {
    const flow: MoneyFlow = {
      title: "settlement",
      nodes: [
        {
          id: "s:1002",
          account: { code: "1002", name: "备付金存款" },
          owner: "client",
          bank: true,
          purpose: "银行存款",
        },
        { id: "s:2202", account: { code: "2202", name: "商户待结算款" }, owner: "client", bank: false },
        { id: "s:6021", account: { code: "6021", name: "手续费收入" }, owner: "own", bank: false, purpose: "手续费" },
      ],
      edges: [
        { from: "s:1002", to: "s:2202", real: true, deferred: false, label: "pay · 1.00" },
        { from: "s:2202", to: "s:6021", real: false, deferred: true, label: "fee" },
        { from: "s:2202", to: "s:6021", real: false, deferred: true, label: "fee" },
      ],
    };
    assert.equal(
      mermaidOf(pictureOf(flow), "zh-cn"),
      `flowchart LR
  a0[("备付金存款<br>1002 · 银行账户")]:::client
  a1["商户待结算款<br>2202"]:::client
  a2["手续费收入<br>6021 · 手续费"]:::own
  a0 ==>|"pay · 1.00"| a1
  a1 -.->|"fee ×2（延后）"| a2
  classDef client fill:#1f6feb33,stroke:#1f6feb
  classDef own fill:#2da44e33,stroke:#2da44e
  classDef other fill:#8b949e33,stroke:#8b949e,stroke-dasharray:4 3
  linkStyle 1 stroke-dasharray:1 4
`,
    );
  });

  it("lets no name end its label or become markup", () => {
    const text = mermaidOf(pictureOf(flowOf('A -> B "x"]; <b> #1\n end')), "en");
    assert.match(text, /\|"#34;x#34;\]; #60;b#62; #35;1 end"\|/);
  });
});
