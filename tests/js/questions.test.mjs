import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, load } from "./load.mjs";

const page = bare();
const kit = load(["kit", "quiz", "fsrs"], page)("kit");
const DAY = 86_400_000, NOW = Date.UTC(2026, 10, 27);

test("what is stored belongs to the path of this site", () => {
  assert.equal(kit.store.set("quiz", [1]), true);
  assert.deepEqual([...page.kept.keys()], ["/field/.quiz"]);
  page.kept.set("/other/.quiz", "[2]");
  assert.equal(JSON.stringify(kit.store.get("quiz")), "[1]");
  kit.store.remove("quiz");
  assert.deepEqual([...page.kept.keys()], ["/other/.quiz"]);
});

test("a store that is broken or forbidden remembers nothing and stops nobody", () => {
  page.kept.set("/field/.quiz", "{");
  assert.equal(kit.store.get("quiz"), null);
  assert.equal(kit.events().length, 0);
  const { setItem } = page.localStorage;
  page.localStorage.setItem = () => {
    throw new Error("full");
  };
  assert.equal(kit.store.set("quiz", []), false);
  page.localStorage.setItem = setItem;
});

test("answers are kept in order, and the list never grows beyond its end", () => {
  kit.store.set("quiz", Array.from({ length: 4000 }, (_, at) => ({ q: `q${at}`, h: "h" })));
  kit.record({ q: "last", h: "h", a: ["1"], s: 1 });
  const events = kit.events();
  assert.equal(events.length, 4000);
  assert.deepEqual([events[0].q, events.at(-1).q], ["q1", "last"]);
});

test("several right answers count in part, and a wrong one takes a right one back", () => {
  const key = { kind: "multiple", right: ["1", "3"] };
  const scores = [["1", "3"], ["1"], ["1", "2"], ["1", "2", "3"], []].map(answer => kit.grade(key, answer));
  assert.deepEqual(scores, [1, 0.5, 0, 0.5, 0]);
});

test("a typed answer is taken whatever its case, hyphens and marks", () => {
  const key = { kind: "typed", forms: ["id jag"] };
  for (const given of ["ID-JAG", " id\u2011jag. ", "“ID JAG”"]) assert.equal(kit.grade(key, [given]), 1, given);
  assert.equal(kit.grade(key, ["id"]), 0);
});

test("what was known well is asked later than what was forgotten, and never before a day", () => {
  const { review, interval, known, due } = kit.fsrs;
  const cards = [1, 2, 3, 4].map(rating => review(null, rating, NOW));
  const days = cards.map(interval);
  assert.deepEqual(days, [...days].sort((one, other) => one - other));
  assert.ok(days.every(count => count >= 1 && Number.isInteger(count)));
  const good = cards[2], later = review(good, 3, due(good)), lapsed = review(good, 1, due(good));
  assert.ok(interval(later) > interval(good) && interval(lapsed) < interval(good));
  assert.equal(known(good, NOW), 1);
  assert.ok(Math.abs(known(good, due(good)) - 0.9) < 0.03);
  assert.equal(due(good), NOW + interval(good) * DAY);
});
