import { Command, CommanderError, Option } from "commander";
import { serveStdio } from "../host/serve";
import { inLocale, type Locale, localeOf, type Text } from "../l10n/text";
import { checkCommand } from "./check";
import { EXIT } from "./exit";
import { type GlossaryExportOptions, glossaryExport } from "./glossary";
import { proveCommand } from "./prove";
import { testCommand } from "./test";

/** Runs the command line and returns the exit code. Output goes to standard output, complaints to standard error. */
export async function main(argv: readonly string[]): Promise<number> {
  const locale = localeFrom(argv);
  const say = (text: Text) => inLocale(text, locale);
  const program = new Command("counting-house")
    .description(
      say({
        en: "Checks payment ledgers: charts of accounts, posting rules, channels.",
        zh: "检查支付账本：会计科目表、记账规则、渠道配置。",
      }),
    )
    .helpOption("-h, --help", say({ en: "show this help", zh: "显示帮助" }))
    .helpCommand(false)
    .exitOverride();
  let code: number = EXIT.clean;

  const language = () =>
    new Option("--lang <language>", say({ en: "language of the messages", zh: "消息语言" })).choices(["en", "zh-cn"]);
  const format = (...formats: readonly string[]) =>
    new Option("--format <format>", say({ en: "output format", zh: "输出格式" })).choices(formats).default("text");

  program
    .command("check")
    .description(say({ en: "Check files and folders.", zh: "检查文件和文件夹。" }))
    .argument("<path...>", say({ en: "files or folders", zh: "文件或文件夹" }))
    .addOption(format("text", "json"))
    .addOption(language())
    .addOption(
      new Option(
        "--max-severity <severity>",
        say({ en: "worst severity that still exits 0", zh: "允许的最高级别，超过则退出码为 1" }),
      )
        .choices(["none", "hint", "info", "warning"])
        .default("warning"),
    )
    .action(
      async (
        paths: string[],
        options: { format: "text" | "json"; maxSeverity: "none" | "hint" | "info" | "warning" },
      ) => {
        code = await checkCommand(paths, { ...options, locale });
      },
    );

  program
    .command("test")
    .description(say({ en: "Run the scenarios and examples of posting rules.", zh: "运行记账规则里的算例和示例。" }))
    .argument("<path...>", say({ en: "files or folders", zh: "文件或文件夹" }))
    .addOption(format("text", "json", "junit"))
    .addOption(language())
    .action(async (paths: string[], options: { format: "text" | "json" | "junit" }) => {
      code = await testCommand(paths, { ...options, locale });
    });

  program
    .command("prove")
    .description(
      say({ en: "Prove that posting rules balance for every input.", zh: "证明记账规则对任何输入都借贷平衡。" }),
    )
    .argument("<path...>", say({ en: "files or folders", zh: "文件或文件夹" }))
    .addOption(format("text", "json"))
    .addOption(language())
    .action(async (paths: string[], options: { format: "text" | "json" }) => {
      code = await proveCommand(paths, { ...options, locale });
    });

  program
    .command("glossary")
    .description(say({ en: "The glossary outside the editor.", zh: "在编辑器之外使用术语表。" }))
    .helpCommand(false)
    .command("export")
    .description(
      say({
        en: "Write the glossary, the team's glossaries at the given paths laid over the built-in one.",
        zh: "导出术语表；给定路径下的团队术语表叠加在内置术语表之上。",
      }),
    )
    .argument(
      "[path...]",
      say({ en: "files or folders with the team's glossaries", zh: "团队术语表所在的文件或文件夹" }),
    )
    .addOption(
      new Option("--format <format>", say({ en: "output format", zh: "输出格式" }))
        .choices(["md", "html", "csv", "json"])
        .default("md"),
    )
    .option("--output <file>", say({ en: "file to write instead of standard output", zh: "写入文件，而不是标准输出" }))
    .addOption(language())
    .action(async (paths: string[], options: Omit<GlossaryExportOptions, "locale">) => {
      code = await glossaryExport(paths, { ...options, locale });
    });

  program
    .command("lsp")
    .description(
      say({
        en: "Serve an editor over the Language Server Protocol.",
        zh: "以语言服务器协议（LSP）为编辑器提供服务。",
      }),
    )
    .requiredOption("--stdio", say({ en: "speak over standard input and output", zh: "通过标准输入输出通信" }))
    .action(async () => {
      await serveStdio();
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.fault;
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `${say({ en: "Counting House failed; this is a fault of ours, please report it:", zh: "账房出错，这是我们的缺陷，请反馈：" })}\n${detail}\n`,
    );
    return EXIT.fault;
  }
}

function localeFrom(argv: readonly string[]): Locale {
  const at = argv.findIndex((argument) => argument === "--lang" || argument.startsWith("--lang="));
  const chosen = at < 0 ? undefined : argv[at]!.includes("=") ? argv[at]!.split("=")[1] : argv[at + 1];
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return localeOf(chosen ?? (LC_ALL || LC_MESSAGES || LANG));
}
