import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { words, stem, mistakes, edits, isStop } = load(["lookup-words"])("GuideWords");
const list = text => [...words(text)];

test("a text falls into words whatever its accents, case and width", () => {
  assert.deepEqual(list("Señor's ﬁne “co-op”"), ["senors", "fine", "co", "op"]);
  assert.deepEqual(list(" \u0301 — ?!"), []);
});

test("the forms of a word have one stem, and short words none but themselves", () => {
  const pairs = [["policies", "policy"], ["tuning", "tuned"], ["organisation", "organization"], ["boxes", "box"]];
  for (const [one, other] of pairs) {
    assert.equal(stem(one), stem(other), `${one} and ${other}`);
  }
  assert.equal(stem("gas"), "gas");
  assert.notEqual(stem("class"), stem("clan"));
});

test("edits count letters that are wrong, missing, added or swapped, and give up beyond the most", () => {
  const whole = (typed, word, most = 3) => (edits(typed, word, most) || { whole: null }).whole;
  assert.equal(whole("rudder", "rudder"), 0);
  assert.equal(whole("ruder", "rudder"), 1);
  assert.equal(whole("rudderr", "rudder"), 1);
  assert.equal(whole("rduder", "rudder"), 1);
  assert.equal(whole("rodder", "rudder"), 1);
  assert.equal(whole("keel", "rudder", 2), null);
  assert.equal(edits("rudd", "rudder", 2).beginning, 0);
});

test("longer words may have more mistakes, small words none", () => {
  assert.deepEqual([3, 4, 6, 10].map(mistakes), [0, 1, 2, 3]);
  assert.deepEqual(["the", "their", "rudder"].map(isStop), [true, true, false]);
});
