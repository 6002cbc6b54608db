import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const window = load(["lookup-words", "lookup-index", "lookup-matches", "lookup", "lookup-sure"]);
const { GuideIndex, GuideMatches, GuideLookup, GuideSure } = window("globalThis");
const term = (name, more = {}) => ({ id: name.replaceAll(" ", "-"), name, say: "Ask ashore.", ...more });
const TERMS = [
  term("apparent wind", { short: "AW", heard: ["the wind in my face"] }),
  term("true wind"),
  term("rudder", { old: [["helm blade", "Say rudder."]], words: "hinged blade that turns a vessel" }),
];

test("the index holds each word once, with the phrases it stands in", () => {
  const { entries, numbers, phrases } = GuideIndex(TERMS, []);
  const wind = entries[numbers.get("wind")];
  assert.equal(wind.phrases.length, 3);
  assert.deepEqual([...wind.names].map(at => phrases[at].text), ["apparent wind", "true wind"]);
  assert.equal(new Set([...entries].map(({ text }) => text)).size, entries.length);
});

test("a rarer word weighs more", () => {
  const { entries, numbers } = GuideIndex(TERMS, []);
  assert.ok(entries[numbers.get("rudder")].rarity > entries[numbers.get("wind")].rarity);
});

test("a typed word may stand for a longer, another form or a mistyped one, each worth less than itself", () => {
  const index = GuideIndex(TERMS, []), { meanings } = GuideMatches(index, []);
  const worth = typed => meanings(typed).found.get(index.numbers.get("rudder")) || 0;
  assert.equal(worth("rudder"), 1);
  for (const typed of ["rudders", "rudd", "ruder"]) assert.ok(worth(typed) > 0 && worth(typed) < 1, typed);
  assert.equal(worth("keel"), 0);
});

test("an abbreviation that is explained stands for nothing it merely resembles", () => {
  const index = GuideIndex(TERMS, []);
  const bare = GuideMatches(index, []), told = GuideMatches(index, [["WIMD", "weather"]]);
  const wind = index.numbers.get("wind");
  assert.ok(bare.meanings("wimd").found.has(wind));
  assert.ok(!told.meanings("wimd").found.has(wind));
});

test("a search gives the best first, with what it was found by, and forgets the search before", () => {
  const { search } = GuideLookup({ terms: TERMS });
  const once = search("helm blade");
  assert.equal(once[0].term.id, "rudder");
  assert.deepEqual([once[0].by.kind, once[0].by.say], ["old", "Say rudder."]);
  search("wind in my face");
  assert.equal(JSON.stringify(search("helm blade")), JSON.stringify(once));
  assert.equal(search("").length, 0);
});

test("a card opens by itself only where one term is named and no other", () => {
  const { search } = GuideLookup({ terms: TERMS });
  assert.equal(GuideSure(search("rudder")), true);
  assert.equal(GuideSure(search("which blade turns on the quay")), false);
  assert.equal(GuideSure([]), false);
});
