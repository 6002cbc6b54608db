/* The pure scripts of the guide, for tests in Python: `node evaluate.mjs SCRIPT...` answers each line of its input, a
   function and its argument as JSON, with a line of what the function gave, or of how it failed. */
import readline from "node:readline";
import { load } from "./load.mjs";

const context = load(process.argv.slice(2));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [expression, argument] = JSON.parse(line);
  let told;
  try {
    told = { value: context(expression)(argument) };
  } catch (wrong) {
    told = { wrong: String(wrong.stack || wrong) };
  }
  console.log(JSON.stringify(told));
}
