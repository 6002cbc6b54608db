/* The standard rules, but for those that hold a taste: blank lines, short rules in one line, how a media query is
   written. Left out for a reason: the order of selectors, since each sheet goes part by part and Material's own rules
   need longer ones; numbers as precise as Material's breakpoints, which ours must meet. */
const off = [
  "at-rule-empty-line-before", "comment-empty-line-before", "rule-empty-line-before", "declaration-empty-line-before",
  "custom-property-empty-line-before", "declaration-block-single-line-max-declarations", "media-feature-range-notation",
  "color-hex-length", "no-descending-specificity", "number-max-precision",
];

export default {
  extends: ["stylelint-config-standard"],
  rules: {
    ...Object.fromEntries(off.map(rule => [rule, null])),
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    "custom-property-pattern": "^(md-[a-z-]+--[a-z]+|[a-z][a-z0-9]*(-[a-z0-9]+)*)$",
    "value-keyword-case": ["lower", { ignoreKeywords: ["Georgia", "SFMono-Regular", "Menlo", "Consolas"] }],
  },
};
