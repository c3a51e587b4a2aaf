// The bytes of the todo example's package in a page: what a page with two methods loads, and that it loads nothing of the others.
//
// In: the folder of the package. Bundled by esbuild, compressed with brotli.

import assert from "node:assert/strict";
import { constants, brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const [, , client] = process.argv;

const bundle = async (contents) => {
  const stdin = { contents, resolveDir: client };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, write: false, format: "esm", target: "es2022", logLevel: "error" });
  const { text, contents: bytes } = outputFiles[0];
  return { text, size: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length };
};

const methods = (...names) => bundle(`export { ${names.join(", ")} } from "./todos.js";`);
const { list, attach, image, ...todos } = await import(`${client}/todos.js`);

const [two, three] = [await methods("list", "toggle"), await methods("list", "toggle", "find")];
console.log(`a page with two methods: ${two.size} bytes, with one more ${three.size}`);
// The id of a third method, which the second makes stale.
const STALE = 22;
assert.ok(two.size <= 1536 + STALE, `a page with two methods has ${two.size} bytes, and ${1536 + STALE} are the most`);
assert.ok(three.size - two.size <= 64, `a further method has ${three.size - two.size} bytes, and 64 are the most`);
// A write with a key makes one for each call.
const keyed = await methods("list", "create");
console.log(`a page with two methods, one of them with a key: ${keyed.size} bytes`);
assert.ok(keyed.size <= 1640, `a page with a key has ${keyed.size} bytes, and 1640 are the most`);

// By method: nothing of the others is there, and nothing that only they need.
for (const [name, other] of Object.entries(todos)) assert.equal(keyed.text.includes(other.id), name === "create", name);
assert.ok([list.id].every((id) => two.text.includes(id)) && [attach.id, image.id, "multipart", "btoa"].every((text) => !two.text.includes(text)));
assert.ok((await methods("attach")).text.includes("multipart"));
// Streams: nothing of them where there is none.
const live = await methods("list", "toggle", "changes");
console.log(`a page with two methods and a stream: ${live.size} bytes`);
assert.ok(live.size <= 3200 + STALE, `a page with two methods and a stream has ${live.size} bytes, and ${3200 + STALE} are the most`);
assert.ok(live.text.includes("last-event-id") && !two.text.includes("event"));
assert.equal((await bundle(`import "./todos.js"; import "./types.js"; import "./core.js"; import "./live.js"; import "./query.js";`)).text.trim(), "");
