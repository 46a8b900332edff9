import * as fc from "fast-check";
import { expect, test } from "vitest";
import { markdownCode, markdownFence, markdownText } from "../../src/report/escape-markdown.ts";
import { jsonText, showHidden, terminalText } from "../../src/report/escape.ts";
import { HOSTILE } from "./support/hostile.ts";
import { hiddenIn } from "./support/hidden.ts";

const MARKUP = "|`*_[]()<>!&#@:\\ ".split("");

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.array(fc.constantFrom(...HOSTILE, ...MARKUP)).map((parts) => parts.join("")),
  fc.uint16Array().map((units) => String.fromCharCode(...units)),
);

test.each([
  ["\u001b[31m", "\\x1b[31m"],
  ["\u009b1m", "\\x9b1m"],
  ["a\nb\r\tc", "a\\x0ab\\x0d\\x09c"],
  ["\u202eabc", "\\u202eabc"],
  ["\u{e0041}", "\\u{e0041}"],
  ["\ud800x", "\\ud800x"],
  ["a\u00a0b", "a\\xa0b"],
  ["\u0301e\u0301", "\\u0301e\u0301"],
  ["= \u0301", "= \\u0301"],
  ["z\u0321\u0322\u0323\u0324\u0325", "z\u0321\u0322\u0323\\u0324\\u0325"],
  ["naïve 名前 ü", "naïve 名前 ü"],
])("shows what is hidden in %j", (text, shown) => {
  expect(showHidden(text)).toBe(shown);
});

test("nothing hidden is left, and escaping twice changes nothing", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = terminalText(text);
      expect(hiddenIn(shown)).toEqual([]);
      expect(terminalText(shown)).toBe(shown);
    }),
  );
});

test("JSON text is one visible line and reads back as the same value", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const value = { [text]: text };
      const line = jsonText(value);
      expect(hiddenIn(line)).toEqual([]);
      expect(JSON.parse(line)).toEqual(value);
    }),
  );
});

test("CI log readers find no command", () => {
  expect(terminalText("##[error]x")).toBe("#\\x23[error]x");
});

test.each([
  ["plain words, (in) order: 12%.", "plain words, (in) order: 12%."],
  ["see [x](http://y) now", "see `[x](http://y`) now"],
  ["by @octocat, #12 and GH-3.", "by `@octocat`, `#12` and `GH-3`."],
  ["commit deadbeef of www.evil.example", "commit `deadbeef` of `www.evil.example`"],
  ["<!-- a --> <b>", "`<!--` a `-->` `<b>`"],
  ["a*b _c_ ~d~ $e$", "`a*b` `_c_` `~d~` `$e$`"],
  ["a|b", "<code>a&#124;b</code>"],
])("as Markdown, %j is inert", (text, shown) => {
  expect(markdownText(text)).toBe(shown);
});

test.each([
  ["pay", "`pay`"],
  ["a`b", "<code>a&#96;b</code>"],
  ["a\\|b", "<code>a&#92;&#124;b</code>"],
  ["x\ny", "`x\\x0ay`"],
  [" ", "(no name)"],
])("as a name in Markdown, %j is code", (text, shown) => {
  expect(markdownCode(text)).toBe(shown);
});

test("outside of code, Markdown text has only characters that mean nothing", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const shown of [markdownText(text), markdownCode(text)]) {
        expect(hiddenIn(shown)).toEqual([]);
        const outside = shown.replace(/`[^`]*`|<code>[^<`|]*<\/code>/g, "");
        expect(outside).not.toMatch(/[`|<>*_[\]~@#&\\$:](?!$|[\s)"'.,;:!?])|www\./i);
        expect(shown.replaceAll(/<\/?code>/g, "")).not.toContain("|");
      }
    }),
  );
});

test("a fence is longer than any inside it", () => {
  expect(markdownFence("a ```` b\n```", "  ")).toBe("  `````sh\n  a ```` b\\x0a```\n  `````\n");
});
