// A partner's program in TypeScript. All that it knows of the API is `todos.d.mts`, which openapi-typescript makes of the OpenAPI document.
//
// In: `API`, the server's address, and `TOKEN`, the one of a caller whose list is empty. Out: nothing, or what is not as it must be.

import createClient from "openapi-fetch";
import type { components, paths } from "./todos.mjs";

type Todo = components["schemas"]["Todo"];

declare const process: { env: Record<string, string | undefined> };

const { API: baseUrl = "", TOKEN: token = "" } = process.env;
const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });

function expect(actual: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${other} expected, and it is ${one}`);
}

async function create(title: string): Promise<Todo> {
  const { data, error, response } = await api.POST("/api/v2/todos", { body: { title, tags: ["shop"] } });
  expect(response.status, 201);
  if (!data) throw new Error(error.title);
  return data;
}

const milk = await create("Milk");
const tea = await create("Tea");
expect([milk.title, milk.completed, milk.tags, milk.due], ["Milk", false, ["shop"], null]);

const list = await api.GET("/api/v2/todos", { params: { query: { filter: "active", limit: 10 } } });
expect(list.data, [milk, tea]);

const path = { id: milk.id };
const renamed = await api.PATCH("/api/v2/todos/{id}", { params: { path }, body: { title: "Oat milk" } });
expect(renamed.data?.title, "Oat milk");
const found = await api.GET("/api/v2/todos/{id}", { params: { path } });
expect(found.data, renamed.data);
expect((await api.DELETE("/api/v2/todos/{id}", { params: { path } })).response.status, 204);

const { error, response } = await api.GET("/api/v2/todos/{id}", { params: { path } });
expect([response.status, response.headers.get("content-type")], [404, "application/problem+json"]);
if (!error || !("code" in error) || error.code !== "not_found") throw new Error("a todo that is gone has no problem of its own");
// The code tells the compiler that the problem has an id.
const { id, type, detail } = error;
expect([id, type, detail], [milk.id, "/problems/TodoError/not_found", `todo ${milk.id} not found`]);

const blank = await api.POST("/api/v2/todos", { body: { title: "" } });
expect(blank.response.status, 422);
if (!blank.error || !("errors" in blank.error)) throw new Error("a title that is refused has no problem with errors");
expect(blank.error.errors?.map(({ pointer, code }) => [pointer, code]), [["/title", "length"]]);
