// What the generated types must not let a partner write. It is compiled, and never run: where one of these lines is no error, the compiler
// says that its `@ts-expect-error` is unused.

import createClient from "openapi-fetch";
import type { components, paths } from "./todos.mjs";

const api = createClient<paths>();

// @ts-expect-error A todo has a title.
await api.POST("/api/v2/todos", { body: { tags: [] } });

// @ts-expect-error A title is text.
await api.POST("/api/v2/todos", { body: { title: 7 } });

// @ts-expect-error There is no such route.
await api.GET("/api/v2/todo");

// @ts-expect-error A todo's route names the todo.
await api.GET("/api/v2/todos/{id}");

// @ts-expect-error There is no such part of the list.
await api.GET("/api/v2/todos", { params: { query: { filter: "some" } } });

// @ts-expect-error Nobody puts a list.
await api.PUT("/api/v2/todos", { body: [] });

export function problem(problem: components["schemas"]["TodoErrorFull"]): number {
  // @ts-expect-error A list that is full names no todo.
  return problem.id;
}

export function version(todo: components["schemas"]["Todo"]): boolean {
  // @ts-expect-error That is what version 1 called it.
  return todo.done;
}
