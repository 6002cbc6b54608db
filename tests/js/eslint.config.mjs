import { readFileSync } from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const told = readFileSync(new URL("guide.d.ts", import.meta.url), "utf8").matchAll(/^declare var (\w+)/gm);
const shared = Object.fromEntries([...told].map(([, name]) => [name, "readonly"]));

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["docs/assets/**/*.js", "macros/templates/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: { ...globals.browser, ...shared } },
  },
  {
    files: ["macros/templates/sw*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.serviceworker },
  },
  {
    files: ["tests/**/*.mjs"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.node, ...shared } },
  },
];
