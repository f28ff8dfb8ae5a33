import assert from "node:assert/strict";
import { glossaryList } from "../../../server/src/features/glossary-cards";
import { TermSearch } from "../../../server/src/glossary/search";
import { glossaryOf } from "./terms";

const search = new TermSearch(
  glossaryList(
    glossaryOf([
      { id: "clearing", name: "清算", en: "clearing", definition: "算出应收应付" },
      {
        id: "second-clearing",
        name: "二清",
        en: "second clearing; unlicensed settlement",
        pinyin: "er qing",
        identifier: "second_clearing",
      },
      {
        id: "surplus",
        name: "长款",
        en: "surplus; cash over",
        pinyin: "cháng kuǎn",
        aliases: ["多账"],
        narrower: ["渠道溢付"],
      },
      { id: "long-short", name: "长短款", en: "surplus and shortage" },
      { id: "netting", name: "轧差", en: "netting", pinyin: "ga cha; zha cha" },
      { id: "reserve", name: "备付金", en: "client reserve" },
      { id: "reconciliation", name: "对账", en: "reconciliation", aliases: ["账务核对"] },
      { id: "hce", name: "HCE", en: "host card emulation" },
    ]),
  ).terms,
);
const ids = (query: string): string[] => search.search(query).map((hit) => hit.term.id);

describe("TermSearch", () => {
  it("finds by Chinese, whole before beginning before within", () => {
    assert.deepEqual(ids("清算"), ["clearing"]);
    assert.deepEqual(ids("长款"), ["surplus"]);
    assert.deepEqual(ids("款"), ["surplus", "long-short"]);
    assert.deepEqual(ids("多账"), ["surplus"]);
  });

  it("finds by pinyin, full, by initials and mixed", () => {
    for (const query of ["eq", "erqing", "erq", "eqing", "er qing", "EQ"])
      assert.equal(ids(query)[0], "second-clearing", query);
    for (const query of ["ck", "changkuan", "changk"]) assert.equal(ids(query)[0], "surplus", query);
    for (const query of ["gc", "zhacha", "zc"]) assert.equal(ids(query)[0], "netting", query);
    assert.equal(ids("bfj")[0], "reserve");
    assert.equal(ids("fj")[0], "reserve");
    assert.equal(ids("duoz")[0], "surplus");
    assert.deepEqual(ids("kc"), []);
  });

  it("finds by English words and identifiers", () => {
    assert.deepEqual(ids("surplus"), ["surplus", "long-short"]);
    assert.deepEqual(ids("over cash"), ["surplus"]);
    assert.deepEqual(ids("clear"), ["clearing", "second-clearing"]);
    assert.deepEqual(ids("second_cl"), ["second-clearing"]);
    assert.deepEqual(ids("hce"), ["hce"]);
  });

  it("finds narrower names last", () => assert.equal(search.search("溢付")[0]?.kind, "narrower"));

  it("forgives slips in English, pinyin and Chinese", () => {
    for (const query of ["surpuls", "surplsu", "surplis", "chagnkuan", "changkuna"])
      assert.equal(ids(query)[0], "surplus", query);
    for (const query of ["reconcilation", "recociliaton", "账务合对", "duizhagn"])
      assert.equal(ids(query)[0], "reconciliation", query);
    assert.equal(search.search("surpuls")[0]?.kind, "misspelt");
  });

  it("finds nothing for nothing", () => {
    assert.deepEqual(ids(""), []);
    assert.deepEqual(ids("  "), []);
    assert.deepEqual(ids("qqqq"), []);
  });
});
