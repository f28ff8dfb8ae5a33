import pinyin from "../data/pinyin.generated.json";
import type { Term } from "./card";
import type { Syllable } from "./syllables";

/**
 * Words in which a character is not read as in the table. The table gives the reading most frequent in ledgers: 行 hang, 长 chang,
 * 重 chong, 调 tiao, 会 hui, 还 huan.
 */
const words = new Map<string, string>(
  `会计 kuai ji,财会 cai kuai,回调 hui diao,调单 diao dan,调拨 diao bo,调查 diao cha,调用 diao yong,调度 diao du,调取 diao qu,调阅 diao yue,
调入 diao ru,调出 diao chu,调动 diao dong,抽调 chou diao,尽调 jin diao,调研 diao yan,发行 fa xing,执行 zhi xing,进行 jin xing,行为 xing wei,
行使 xing shi,施行 shi xing,实行 shi xing,自行 zi xing,行政 xing zheng,运行 yun xing,履行 lv xing,现行 xian xing,并行 bing xing,行动 xing dong,
可行 ke xing,出行 chu xing,旅行 lv xing,另行 ling xing,暂行 zan xing,推行 tui xing,先行 xian xing,通行 tong xing,行权 xing quan,平行 ping xing,
增长 zeng zhang,行长 hang zhang,会长 hui zhang,成长 cheng zhang,店长 dian zhang,董事长 dong shi zhang,重要 zhong yao,重大 zhong da,
权重 quan zhong,比重 bi zhong,重点 zhong dian,严重 yan zhong,重量 zhong liang,还有 hai you,还是 hai shi,还未 hai wei,出差 chu chai,
差旅 chai lv,给付 ji fu,供给 gong ji,补给 bu ji,给予 ji yu,成都 cheng du,厦门 xia men,便宜 pian yi,没收 mo shou,奇偶 ji ou,校园 xiao yuan,
学校 xue xiao,院校 yuan xiao,高校 gao xiao,标识 biao zhi,模板 mu ban,角色 jue se,对称 dui chen,音乐 yin yue,收藏 shou cang,了结 liao jie`
    .split(/,\s*/)
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
);
const longestWord = Math.max(...[...words.keys()].map((word) => word.length));

let syllableOf: Map<string, string> | undefined;

function characters(): Map<string, string> {
  if (syllableOf === undefined) {
    syllableOf = new Map();
    for (const line of pinyin.table.split("\n")) {
      const [syllable = "", members = ""] = line.split(" ");
      for (const character of members) syllableOf.set(character, syllable);
    }
  }
  return syllableOf;
}

/** How a Chinese text is read, ü written as v; characters beyond GB 2312 and punctuation are left out. */
export function syllables(text: string): Syllable[] {
  const read: Syllable[] = [];
  for (let i = 0; i < text.length; ) {
    const latin = /^[A-Za-z0-9]+/.exec(text.slice(i, i + 64))?.[0];
    if (latin !== undefined) {
      read.push({ full: latin.toLowerCase(), initial: latin.toLowerCase() });
      i += latin.length;
      continue;
    }
    let length = Math.min(longestWord, text.length - i);
    while (length > 1 && !words.has(text.slice(i, i + length))) length--;
    const reading = length > 1 ? words.get(text.slice(i, i + length)) : characters().get(text[i] ?? "");
    for (const full of reading?.split(" ") ?? []) read.push({ full, initial: full.slice(0, 1) });
    i += length;
  }
  return read;
}

/** A written reading (`chang kuan`, `ga cha; zha cha`) as syllables, one list for each alternative. */
export function writtenReadings(pinyin: string): Syllable[][] {
  return pinyin
    .normalize("NFD")
    .replace(/u\u0308/gi, "v")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .split(/[;,/]/)
    .map((reading) => reading.split(/[^a-z0-9]+/).filter((syllable) => syllable !== ""))
    .filter((reading) => reading.length > 0)
    .map((reading) => reading.map((full) => ({ full, initial: full.slice(0, 1) })));
}

/** How the Chinese names of a term are read: the written pinyin of its name first, then all its Chinese names by the table. */
export function readingsOf(term: Pick<Term, "name" | "pinyin" | "aliases">): Syllable[][] {
  const names = [term.name.zh, ...term.aliases].filter((name) => /\p{Script=Han}/u.test(name));
  return [...(term.pinyin === undefined ? [] : writtenReadings(term.pinyin)), ...names.map(syllables)];
}

/** 备付金 → `bfj`. */
export function initials(text: string): string {
  return syllables(text)
    .map((syllable) => syllable.initial)
    .join("");
}

/** 备付金 → `beifujin`. */
export function fullPinyin(text: string): string {
  return syllables(text)
    .map((syllable) => syllable.full)
    .join("");
}

/** What an editor filters a completion by: the name itself, its initials, its full reading (`备付金 bfj beifujin`). */
export function filterText(name: string): string {
  const read = syllables(name);
  if (!read.some((syllable) => syllable.initial !== syllable.full)) return name;
  return `${name} ${read.map((s) => s.initial).join("")} ${read.map((s) => s.full).join("")}`;
}
