import type { CommanderError } from "commander";

/** What commander says in English of a command line that it cannot read, in Chinese; with what stands in quotation marks there. */
export function usageInChinese({ code, message }: CommanderError): string {
  const [first = "", second = ""] = [...message.matchAll(/'([^']*)'/g)].map(([, name]) => name);
  switch (code) {
    case "commander.missingArgument":
      return `缺少“${first}”。带多个值的选项（如 --benefit）会把后面的文件名也当作值：请把文件名写在选项前面。`;
    case "commander.missingMandatoryOptionValue":
      return `缺少选项 ${first}。`;
    case "commander.optionMissingArgument":
      return `选项 ${first} 后面要写一个值。`;
    case "commander.invalidArgument":
      return `选项 ${first} 不能写“${second}”。`;
    case "commander.unknownOption":
      return `没有选项 ${first}。用 --help 看有哪些。`;
    case "commander.unknownCommand":
      return `没有命令“${first}”。用 huican --help 看有哪些。`;
    case "commander.excessArguments":
      return "写多了：含空格的文件名和标题要加引号。";
    default:
      return "命令写得不对。用 --help 看怎么写。";
  }
}
